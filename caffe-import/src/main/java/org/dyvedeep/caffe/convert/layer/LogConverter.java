package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.LogParameter;
import org.dyvedeep.engine.op.Log;

/** Log: log(shift + scale * x) to a base that is positive and not 1, or -1 for e. */
public final class LogConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public LogConverter() {
    super("Log", layer -> log(layer.getLogParam()));
  }

  private static Log log(LogParameter log) {
    return new Log(log.getBase(), log.getScale(), log.getShift());
  }

  @Override
  void check(LayerContext layer) {
    float base = layer.parameter().getLogParam().getBase();
    layer.require(
        base == -1 || (base > 0 && base != 1),
        "log_param.base",
        base,
        "a positive base other than 1, or -1 for e",
        "correct the base");
  }
}
