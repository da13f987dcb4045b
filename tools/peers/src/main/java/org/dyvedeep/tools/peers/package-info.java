/** Programs that run OpenCV DNN and ONNX Runtime; see WorkerProtocol for their words. */
package org.dyvedeep.tools.peers;
