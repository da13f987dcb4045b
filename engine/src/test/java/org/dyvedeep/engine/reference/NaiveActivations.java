package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Bnll;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Exp;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Log;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Threshold;

/** Textbook definitions of the activations, in double. */
final class NaiveActivations {
  private NaiveActivations() {}

  static double apply(Activation activation, double x) {
    if (activation instanceof Identity) {
      return x;
    } else if (activation instanceof Relu relu) {
      return x >= 0 ? x : relu.negativeSlope() * x;
    } else if (activation instanceof Elu elu) {
      return x >= 0 ? x : elu.alpha() * Math.expm1(x);
    } else if (activation instanceof Sigmoid) {
      return 1 / (1 + Math.exp(-x));
    } else if (activation instanceof Tanh) {
      return (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x));
    } else if (activation instanceof AbsVal) {
      return Math.abs(x);
    } else if (activation instanceof Exp exp) {
      return Math.pow(base(exp.base()), (double) exp.shift() + (double) exp.scale() * x);
    } else if (activation instanceof Log log) {
      return Math.log(log.shift() + log.scale() * x) / Math.log(base(log.base()));
    } else if (activation instanceof Power power) {
      return Math.pow(power.shift() + power.scale() * x, power.power());
    } else if (activation instanceof Bnll) {
      return Math.log1p(Math.exp(x));
    } else if (activation instanceof Threshold threshold) {
      return x > threshold.threshold() ? 1 : 0;
    } else if (activation instanceof Clip clip) {
      return Math.max(clip.min(), Math.min(clip.max(), x));
    } else if (activation instanceof Swish swish) {
      return x / (1 + Math.exp(-swish.beta() * x));
    }
    throw new IllegalArgumentException("no definition of " + activation);
  }

  private static double base(float base) {
    return base == -1 ? Math.E : base;
  }
}
