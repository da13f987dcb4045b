package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.ExpParameter;
import org.dyvedeep.engine.op.Exp;

/** Exp: base ^ (shift + scale * x), the base being positive or -1 for e. */
public final class ExpConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public ExpConverter() {
    super("Exp", layer -> exp(layer.getExpParam()));
  }

  private static Exp exp(ExpParameter exp) {
    return new Exp(exp.getBase(), exp.getScale(), exp.getShift());
  }

  @Override
  void check(LayerContext layer) {
    float base = layer.parameter().getExpParam().getBase();
    layer.require(
        base == -1 || base > 0,
        "exp_param.base",
        base,
        "a positive base, or -1 for e",
        "correct the base");
  }
}
