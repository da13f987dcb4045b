/**
 * Contestants that run one network side by side, each alone in a warm process, round by round: this
 * engine's back ends, native Caffe, OpenCV DNN and ONNX Runtime.
 */
package org.dyvedeep.tools.contest;
