package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * y = log_base(scale * x + shift), as Caffe's Log.
 *
 * @param base a positive base, or -1 for e
 * @param scale factor of x
 * @param shift added before the logarithm
 */
public record Log(float base, float scale, float shift) implements Activation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.require(
        base == -1 || (base > 0 && base <= Float.MAX_VALUE && base != 1),
        this,
        "a base must be positive and not 1, or -1 for e, got " + base);
    return Activation.super.outputShapes(inputs);
  }
}
