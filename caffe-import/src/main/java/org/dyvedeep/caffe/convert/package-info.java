/**
 * From a network of the current generation, filtered for a phase, to a graph: how blobs flow, what
 * inference needs, one converter a layer type, and the weights.
 */
package org.dyvedeep.caffe.convert;
