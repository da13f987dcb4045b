/** Sources of weights: files of the kinds that Caffe's users have, told apart by their content. */
package org.dyvedeep.caffe.weights;
