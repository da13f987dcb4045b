/** Imported networks back to Caffe's files, for native Caffe to load. */
package org.dyvedeep.caffe.write;
