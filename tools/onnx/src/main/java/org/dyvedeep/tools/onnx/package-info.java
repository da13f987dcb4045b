/**
 * Graphs to ONNX: each operation as the standard operators that compute the same. Nothing here
 * needs an ONNX library; the files are read back with one in tests only.
 */
package org.dyvedeep.tools.onnx;
