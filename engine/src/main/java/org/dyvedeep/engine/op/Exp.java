package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * y = base ^ (scale * x + shift), as Caffe's Exp.
 *
 * @param base a positive base, or -1 for e
 * @param scale factor of x
 * @param shift added in the exponent
 */
public record Exp(float base, float scale, float shift) implements Activation {
  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.require(
        base == -1 || (base > 0 && base <= Float.MAX_VALUE),
        this,
        "a base must be positive, or -1 for e, got " + base);
    return Activation.super.outputShapes(inputs);
  }
}
