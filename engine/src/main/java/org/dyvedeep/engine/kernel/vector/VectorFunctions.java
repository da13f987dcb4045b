package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.ElementFunction;

/** {@link ElementFunction}s, a vector at a time; what does not fill one goes by the definition. */
final class VectorFunctions {
  private VectorFunctions() {}

  static void apply(ElementFunction function, float[] x, int xo, float[] y, int yo, int count) {
    int end = FLOATS.loopBound(count);
    switch (function.kind()) {
      case RECTIFIER -> rectify(x, xo, function.a(), y, yo, end);
      case SIGMOID -> sigmoid(x, xo, y, yo, end);
      case TANH -> tanh(x, xo, y, yo, end);
      case ELU -> elu(x, xo, function.a(), y, yo, end);
      case SWISH -> swish(x, xo, function.a(), y, yo, end);
      case CLIP -> clip(x, xo, function.a(), function.b(), y, yo, end);
      case MAGNITUDE -> magnitude(x, xo, y, yo, end);
      case LINE -> line(x, xo, function.a(), function.b(), y, yo, end);
    }
    for (int i = end; i < count; i++) {
      y[yo + i] = function.of(x[xo + i]);
    }
  }

  /** ReLU of whole vectors. */
  static void rectify(float[] x, int xo, float slope, float[] y, int yo, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      // Adding 0 turns -0 into 0.
      v.blend(v.mul(slope).add(0f), v.compare(VectorOperators.LT, 0f)).intoArray(y, yo + i);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] y, int yo, int count) {
    FloatVector one = FloatVector.broadcast(FLOATS, 1f);
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      one.div(VectorExp.expm1(v.mul(-1f)).add(2f)).intoArray(y, yo + i);
    }
  }

  private static void tanh(float[] x, int xo, float[] y, int yo, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      FloatVector e = VectorExp.expm1(v.add(v));
      e.div(e.add(2f)).intoArray(y, yo + i);
    }
  }

  private static void elu(float[] x, int xo, float alpha, float[] y, int yo, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      FloatVector below = VectorExp.expm1(v).mul(alpha);
      below.blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
    }
  }

  private static void swish(float[] x, int xo, float beta, float[] y, int yo, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      v.div(VectorExp.expm1(v.mul(-beta)).add(2f)).intoArray(y, yo + i);
    }
  }

  /** The comparisons are those of the definition, NaN included. */
  private static void clip(float[] x, int xo, float min, float max, float[] y, int yo, int count) {
    FloatVector least = FloatVector.broadcast(FLOATS, min);
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      FloatVector below = v.blend(max, v.compare(VectorOperators.GT, max));
      least.blend(below, below.compare(VectorOperators.GT, min)).intoArray(y, yo + i);
    }
  }

  private static void magnitude(float[] x, int xo, float[] y, int yo, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector.fromArray(FLOATS, x, xo + i).abs().intoArray(y, yo + i);
    }
  }

  private static void line(
      float[] x, int xo, float factor, float term, float[] y, int yo, int count) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, xo + i);
      v.mul(factor).add(term).intoArray(y, yo + i);
    }
  }
}
