/** One converter for each of Caffe's layer types, named after it. */
package org.dyvedeep.caffe.convert.layer;
