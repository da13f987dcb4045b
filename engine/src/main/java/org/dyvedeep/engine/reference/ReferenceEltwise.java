package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The meaning of {@link Eltwise}. Two inputs have loops of their own, which the compiler can make
 * vectors of; more are combined element by element, so that the output may be any of the inputs.
 */
final class ReferenceEltwise implements ReferenceOperator<Eltwise> {
  @Override
  public void run(Eltwise operation, Tensor[] inputs, float[][] weights, Tensor[] outputs) {
    if (inputs.length > 2) {
      combineAll(operation, inputs, outputs[0]);
      return;
    }
    float[] a = inputs[0].array();
    float[] b = inputs[1].array();
    float[] y = outputs[0].array();
    int fromA = inputs[0].offset();
    int fromB = inputs[1].offset();
    int to = outputs[0].offset();
    int end = to + outputs[0].size();
    switch (operation.kind()) {
      case PROD -> multiply(a, fromA, b, fromB, y, to, end);
      case SUM -> {
        float p = coefficient(operation, 0);
        float q = coefficient(operation, 1);
        add(p, a, fromA, q, b, fromB, y, to, end);
      }
      case MAX -> max(a, fromA, b, fromB, y, to, end);
    }
  }

  private static float coefficient(Eltwise operation, int input) {
    return operation.coefficients().isEmpty() ? 1 : operation.coefficients().get(input);
  }

  private static void multiply(
      float[] a, int fromA, float[] b, int fromB, float[] y, int to, int end) {
    for (int i = 0; i < end - to; i++) {
      y[to + i] = a[fromA + i] * b[fromB + i];
    }
  }

  private static void add(
      float p, float[] a, int fromA, float q, float[] b, int fromB, float[] y, int to, int end) {
    for (int i = 0; i < end - to; i++) {
      y[to + i] = p * a[fromA + i] + q * b[fromB + i];
    }
  }

  private static void max(float[] a, int fromA, float[] b, int fromB, float[] y, int to, int end) {
    for (int i = 0; i < end - to; i++) {
      float left = a[fromA + i];
      float right = b[fromB + i];
      y[to + i] = left > right ? left : right;
    }
  }

  private static void combineAll(Eltwise operation, Tensor[] inputs, Tensor output) {
    for (int i = 0; i < output.size(); i++) {
      float value = inputs[0].array()[inputs[0].offset() + i];
      if (operation.kind() == Eltwise.Kind.SUM) {
        value *= coefficient(operation, 0);
      }
      for (int j = 1; j < inputs.length; j++) {
        float next = inputs[j].array()[inputs[j].offset() + i];
        value =
            switch (operation.kind()) {
              case PROD -> value * next;
              case SUM -> value + coefficient(operation, j) * next;
              // The first two are compared the other way round from the rest: it tells for NaN.
              case MAX -> j == 1 ? (value > next ? value : next) : (next > value ? next : value);
            };
      }
      output.array()[output.offset() + i] = value;
    }
  }
}
