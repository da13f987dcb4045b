package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Bnll;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Exp;
import org.dyvedeep.engine.op.Log;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Threshold;

/**
 * The activations as functions of one number, evaluated in double and rounded once. ReLU, the only
 * one whose speed matters, has a class of its own.
 */
final class ReferenceActivations {
  private ReferenceActivations() {}

  static float absVal(AbsVal operation, float x) {
    return Math.abs(x);
  }

  /** The two branches keep exp from overflowing, as in Caffe. */
  static float bnll(Bnll operation, float x) {
    return (float) (x > 0 ? x + Math.log(1 + Math.exp(-x)) : Math.log(1 + Math.exp(x)));
  }

  /** NaN gives the minimum, as it does in Caffe, whose comparisons these are. */
  static float clip(Clip operation, float x) {
    float below = operation.max() < x ? operation.max() : x;
    return operation.min() < below ? below : operation.min();
  }

  static float elu(Elu operation, float x) {
    return (float) (Math.max(x, 0) + operation.alpha() * (Math.exp(Math.min(x, 0)) - 1));
  }

  static float exp(Exp operation, float x) {
    return (float)
        Math.exp(logBase(operation.base()) * affine(operation.scale(), operation.shift(), x));
  }

  static float log(Log operation, float x) {
    return (float)
        (Math.log(affine(operation.scale(), operation.shift(), x)) / logBase(operation.base()));
  }

  /** Where scale or power is 0 the input does not matter, not even NaN; 0 to the power 0 is 1. */
  static float power(Power operation, float x) {
    float power = operation.power();
    if (operation.scale() * power == 0) {
      return (float) Math.pow(operation.shift(), power);
    }
    double inner = affine(operation.scale(), operation.shift(), x);
    if (power == 1) {
      return (float) inner;
    }
    return (float) (power == 2 ? inner * inner : Math.pow(inner, power));
  }

  static float sigmoid(Sigmoid operation, float x) {
    return (float) sigmoid(x);
  }

  static float swish(Swish operation, float x) {
    return (float) (x * sigmoid((double) operation.beta() * x));
  }

  static float tanh(Tanh operation, float x) {
    return (float) Math.tanh(x);
  }

  static float threshold(Threshold operation, float x) {
    return x > operation.threshold() ? 1 : 0;
  }

  private static double sigmoid(double x) {
    return 0.5 * Math.tanh(0.5 * x) + 0.5;
  }

  private static double affine(float scale, float shift, float x) {
    return (double) scale * x + shift;
  }

  /** Caffe's base -1 stands for e. */
  private static double logBase(float base) {
    return base == -1 ? 1 : Math.log(base);
  }
}
