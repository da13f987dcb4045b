package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The operation that plans insert where a reader wants another layout: a copy. */
record Reorder() implements CustomOperation {
  /** What reports call it. */
  static final String KIND = "Reorder";

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return inputs;
  }

  @Override
  public void run(Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    outputs[0].set(inputs[0].array(), inputs[0].offset());
  }
}
