package org.dyvedeep.caffe.custom;

import java.util.List;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * y = x + shift * learned, with one learned value a channel.
 *
 * @param shift factor of the learned values
 */
public record Offset(float shift) implements CustomOperation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    return List.of(Shape.of(inputs.get(0).dim(1)));
  }

  @Override
  public void run(Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    int plane = shape.count(2);
    for (int i = 0; i < shape.size(); i++) {
      float learned = weights[0][i / plane % shape.dim(1)];
      outputs[0].array()[outputs[0].offset() + i] =
          inputs[0].array()[inputs[0].offset() + i] + shift * learned;
    }
  }
}
