package org.dyvedeep.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponentials from multiplications, additions and shifts alone, which give the same bits before
 * and after C2 compiles them; the Vector API's own EXP and TANH do not promise that. Results are
 * within 1.3e-7 of the exact value, relative to it.
 *
 * <p>x = n ln 2 + r with |r| at most ln 2 / 2; a polynomial gives exp(r) - 1 without cancellation,
 * and 2^n is put together from its bits. NaN stays NaN.
 */
final class VectorExp {
  /** Beyond these, 2^n is no normal float. */
  private static final float GREATEST = 88;

  private static final float LEAST = -87;

  /** 1.5 * 2^23: adding it leaves the nearest integer in the low bits. */
  private static final float ROUNDER = 12_582_912;

  private static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; multiples of the first are exact. */
  private static final float LN2_HIGH = 0.6933594f;

  private static final float LN2_LOW = -2.1219444e-4f;

  /** (exp(r) - 1 - r) / r^2, fitted so that the greatest relative error of the sum is least. */
  private static final float P0 = 0.49999997f;

  private static final float P1 = 0.16666543f;
  private static final float P2 = 0.0416672f;
  private static final float P3 = 0.00836658f;
  private static final float P4 = 0.001388251f;

  private static final int MANTISSA_BITS = 23;
  private static final int BITS_OF_ONE = 0x3f800000;

  private VectorExp() {}

  /** exp(x) - 1, precise near 0 too. */
  static FloatVector expm1(FloatVector x) {
    FloatVector below = x.blend(GREATEST, x.compare(VectorOperators.GT, GREATEST));
    FloatVector v = below.blend(LEAST, below.compare(VectorOperators.LT, LEAST));
    FloatVector shifted = v.mul(LOG2_E).add(ROUNDER);
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.broadcast(-LN2_HIGH).fma(n, v);
    r = n.broadcast(-LN2_LOW).fma(n, r);
    FloatVector p = r.mul(P4).add(P3);
    p = p.fma(r, n.broadcast(P2));
    p = p.fma(r, n.broadcast(P1));
    p = p.fma(r, n.broadcast(P0));
    FloatVector q = r.mul(r).fma(p, r);
    FloatVector power =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
            .add(BITS_OF_ONE)
            .reinterpretAsFloats();
    return power.fma(q, power.sub(1f));
  }
}
