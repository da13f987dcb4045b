package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** The loop of Scale and Bias: y = x * factor + term, both broadcast over the axes around them. */
final class BroadcastLoop {
  private BroadcastLoop() {}

  /**
   * Runs over all elements.
   *
   * @param axis the first axis of the input that the operands' axes stand for
   * @param count how many elements the operands have
   * @param factor the factors, or {@code null} for 1
   * @param factorAt where they begin
   * @param term the terms, or {@code null} for 0
   * @param termAt where they begin
   */
  static void run(
      Tensor input,
      Tensor output,
      int axis,
      int count,
      float[] factor,
      int factorAt,
      float[] term,
      int termAt) {
    Shape shape = input.shape();
    int outer = count == 1 ? 1 : shape.count(0, shape.canonicalAxis(axis));
    int inner = shape.size() / outer / count;
    for (int i = 0; i < outer; i++) {
      for (int j = 0; j < count; j++) {
        float scale = factor == null ? 1 : factor[factorAt + j];
        float shift = term == null ? 0 : term[termAt + j];
        row(input, output, (i * count + j) * inner, inner, scale, shift);
      }
    }
  }

  private static void row(
      Tensor input, Tensor output, int first, int count, float scale, float shift) {
    float[] x = input.array();
    float[] y = output.array();
    int from = input.offset() + first;
    int to = output.offset() + first;
    for (int i = 0; i < count; i++) {
      y[to + i] = x[from + i] * scale + shift;
    }
  }
}
