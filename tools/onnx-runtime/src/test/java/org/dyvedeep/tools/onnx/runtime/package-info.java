/** Exported files in ONNX Runtime, beside the reference back end and native Caffe. */
package org.dyvedeep.tools.onnx.runtime;
