package org.dyvedeep.engine.kernel;

/**
 * A function of one number that kernels apply to each element of a value.
 *
 * @param kind which function
 * @param a its first parameter; 0 where it has none
 * @param b its second parameter; 0 where it has none
 */
public record ElementFunction(Kind kind, float a, float b) {
  /** The functions. */
  public enum Kind {
    /** x where positive or zero, a * x where negative: ReLU. */
    RECTIFIER,
    /** 1 / (1 + exp(-x)). */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** x where positive, a * (exp(x) - 1) where not: ELU. */
    ELU,
    /** x / (1 + exp(-a * x)): Swish. */
    SWISH,
    /** The nearest number between a and b. */
    CLIP,
    /** The magnitude. */
    MAGNITUDE,
    /** a * x + b. */
    LINE
  }

  /** The definition, evaluated in double where that matters and rounded once. */
  public float of(float x) {
    return switch (kind) {
      case RECTIFIER -> x < 0 ? 0f + a * x : x;
      case SIGMOID -> (float) (1 / (1 + Math.exp(-x)));
      case TANH -> (float) Math.tanh(x);
      case ELU -> x > 0 ? x : (float) (a * Math.expm1(x));
      case SWISH -> (float) (x / (1 + Math.exp(-(double) a * x)));
      case CLIP -> clip(x);
      case MAGNITUDE -> Math.abs(x);
      case LINE -> a * x + b;
    };
  }

  /** NaN gives the minimum, as it does in Caffe, whose comparisons these are. */
  private float clip(float x) {
    float below = b < x ? b : x;
    return a < below ? below : a;
  }
}
