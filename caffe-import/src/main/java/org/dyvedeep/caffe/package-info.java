/**
 * Importing Caffe models: {@link org.dyvedeep.caffe.CaffeImporter} turns model files into a graph
 * of the engine, and says what was changed, left out, unusual or wrong on the way.
 */
package org.dyvedeep.caffe;
