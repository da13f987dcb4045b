package org.dyvedeep.tools.onnx;

import org.dyvedeep.engine.op.Operation;

/** How an operation is written. */
@FunctionalInterface
interface LayerExport<O extends Operation> {
  /**
   * Adds operators to a layer and names its outputs.
   *
   * @throws UnsupportedLayerException if ONNX's operators cannot compute it
   */
  void export(Layer layer, O operation);
}
