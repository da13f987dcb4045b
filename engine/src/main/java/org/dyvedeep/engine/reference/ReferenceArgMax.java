package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.ArgMax;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link ArgMax}. Of equal elements the one at the greater position comes first, as
 * Caffe sorts pairs of value and position. NaN, for which Caffe defines nothing, comes last.
 */
final class ReferenceArgMax implements ReferenceOperator<ArgMax> {
  @Override
  public void run(ArgMax operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    Shape shape = inputs[0].shape();
    boolean whole = operation.axis() == null;
    int axis = whole ? 1 : shape.canonicalAxis(operation.axis());
    int outer = shape.count(0, axis);
    int extent = whole ? shape.count(1) : shape.dim(axis);
    int inner = shape.size() / outer / extent;
    float[] x = inputs[0].array();
    float[] y = outputs[0].array();
    boolean both = whole && operation.outMaxVal();
    int block = operation.topK() * (both ? 2 : 1);
    for (int i = 0; i < outer * inner; i++) {
      int from = inputs[0].offset() + i / inner * extent * inner + i % inner;
      int to = outputs[0].offset() + i / inner * block * inner + i % inner;
      int position = -1;
      for (int rank = 0; rank < operation.topK(); rank++) {
        position = next(x, from, inner, extent, position);
        float value = x[from + position * inner];
        y[to + rank * inner] = operation.outMaxVal() && !whole ? value : position;
        if (both) {
          y[to + operation.topK() + rank] = value;
        }
      }
    }
  }

  /** The first of the elements that come after one in the order; after none where it is -1. */
  private static int next(float[] x, int from, int step, int extent, int previous) {
    int best = -1;
    for (int i = 0; i < extent; i++) {
      boolean left = previous < 0 || precedes(x, from, step, previous, i);
      if (left && (best < 0 || precedes(x, from, step, i, best))) {
        best = i;
      }
    }
    return best;
  }

  private static boolean precedes(float[] x, int from, int step, int i, int j) {
    float a = x[from + i * step];
    float b = x[from + j * step];
    if (Float.isNaN(a) || Float.isNaN(b)) {
      return Float.isNaN(a) == Float.isNaN(b) ? i > j : Float.isNaN(b);
    }
    return a > b || (a == b && i > j);
  }
}
