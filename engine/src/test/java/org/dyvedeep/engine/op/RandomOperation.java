package org.dyvedeep.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * An operation with inputs and weights that fit it, for tests.
 *
 * @param operation what is computed
 * @param inputShapes the inputs' extents
 * @param inputs the inputs' elements, row-major
 * @param weights the weights' values, row-major
 */
public record RandomOperation(
    Operation operation, List<Shape> inputShapes, List<float[]> inputs, List<float[]> weights) {
  /** Copies the lists. */
  public RandomOperation {
    inputShapes = List.copyOf(inputShapes);
    inputs = List.copyOf(inputs);
    weights = List.copyOf(weights);
  }

  /** The outputs' extents. */
  public List<Shape> outputShapes() {
    return operation.outputShapes(inputShapes);
  }

  /** The weights' extents. */
  public List<Shape> weightShapes() {
    return operation.weightShapes(inputShapes);
  }

  /** The weights as a graph's node takes them. */
  public List<Weights> denseWeights() {
    List<Weights> dense = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      dense.add(new DenseWeights(weightShapes().get(i), weights.get(i)));
    }
    return dense;
  }

  /** Tells the parameters and the extents, but not the thousands of elements. */
  @Override
  public String toString() {
    return operation + " of " + inputShapes;
  }
}
