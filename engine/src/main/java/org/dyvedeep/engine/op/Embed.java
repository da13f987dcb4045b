package org.dyvedeep.engine.op;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's Embed: each input element is a row number of a table. Weights: inputDim x outputs, then
 * the bias.
 *
 * @param inputDim rows of the table
 * @param outputs columns of the table
 * @param bias whether a bias of one value a column is added
 */
public record Embed(int inputDim, int outputs, boolean bias) implements Operation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int[] dims = Arrays.copyOf(input.dims(), input.rank() + 1);
    dims[input.rank()] = outputs;
    return List.of(Shape.of(dims));
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    Shape table = Shape.of(inputDim, outputs);
    return bias ? List.of(table, Shape.of(outputs)) : List.of(table);
  }
}
