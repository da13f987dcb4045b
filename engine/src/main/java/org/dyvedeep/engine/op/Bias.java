package org.dyvedeep.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's Bias: y = x + term, the term broadcast over the axes before and after its own. With one
 * input the term is a weight; with two inputs it is the second input.
 *
 * @param axis the first axis of the input that the factor's axes stand for
 * @param numAxes how many axes the stored weights cover; -1 for all from {@code axis} on
 */
public record Bias(int axis, int numAxes) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Broadcast.factorShape(this, inputs, axis, numAxes);
    return List.of(inputs.get(0));
  }

  /** The shape that is broadcast over the input: the second input's, or the stored weights'. */
  public Shape factorShape(List<Shape> inputs) {
    return Broadcast.factorShape(this, inputs, axis, numAxes);
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    Shape factor = factorShape(inputs);
    List<Shape> shapes = new ArrayList<>();
    if (inputs.size() == 1) {
      shapes.add(factor);
    }
    return List.copyOf(shapes);
  }

  @Override
  public boolean inPlace() {
    return true;
  }
}
