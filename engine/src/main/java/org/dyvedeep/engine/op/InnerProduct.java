package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's fully-connected layer: the axes from {@code axis} on are flattened to K inputs. Weights:
 * outputs x K (K x outputs when transposed), then the bias.
 *
 * @param outputs outputs a row
 * @param axis the first axis that is flattened
 * @param transpose whether the weights are stored K x outputs
 * @param bias whether a bias is added
 * @param activation applied to each output; {@link Identity} for none
 */
public record InnerProduct(
    int outputs, int axis, boolean transpose, boolean bias, Activation activation)
    implements Operation {
  /** An unfused layer over all axes but the batch. */
  public static InnerProduct of(int outputs, boolean bias) {
    return new InnerProduct(outputs, 1, false, bias, new Identity());
  }

  /** The same operation followed by an activation. */
  public InnerProduct with(Activation fused) {
    return new InnerProduct(outputs, axis, transpose, bias, fused);
  }

  /** The same operation with or without a bias. */
  public InnerProduct withBias(boolean present) {
    return new InnerProduct(outputs, axis, transpose, present, activation);
  }

  /** How many rows of inputs a shape holds: BLAS's m. */
  public int rows(Shape input) {
    return input.count(0, input.canonicalAxis(axis));
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int first = input.canonicalAxis(axis);
    int[] dims = java.util.Arrays.copyOf(input.dims(), first + 1);
    dims[first] = outputs;
    return List.of(Shape.of(dims));
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int k = input.count(input.canonicalAxis(axis));
    Shape weight = transpose ? Shape.of(k, outputs) : Shape.of(outputs, k);
    return bias ? List.of(weight, Shape.of(outputs)) : List.of(weight);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return (long) Arity.one(this, inputs).size() * outputs;
  }
}
