/**
 * The files themselves: text networks, binary weights, mean images and Deep Compression weights,
 * each turned into values in memory or refused with one {@link
 * org.dyvedeep.caffe.ModelImportException}. Nothing is interpreted here.
 */
package org.dyvedeep.caffe.read;
