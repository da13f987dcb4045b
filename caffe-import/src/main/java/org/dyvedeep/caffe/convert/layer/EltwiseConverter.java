package org.dyvedeep.caffe.convert.layer;

import java.util.List;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.EltwiseParameter;
import org.dyvedeep.engine.op.Eltwise;

/** Eltwise: operation and coeff. stable_prod_grad is for training. */
public final class EltwiseConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public EltwiseConverter() {}

  @Override
  public String type() {
    return "Eltwise";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(2, Integer.MAX_VALUE);
    layer.requireTops(1, 1);
    EltwiseParameter eltwise = layer.parameter().getEltwiseParam();
    int coefficients = eltwise.getCoeffCount();
    layer.require(
        coefficients == 0 || coefficients == layer.bottoms().size(),
        "eltwise_param.coeff",
        coefficients + " coefficients",
        "none, or one for each of " + layer.bottoms().size() + " bottoms",
        "correct their number");
    Eltwise.Kind kind =
        switch (eltwise.getOperation()) {
          case PROD -> Eltwise.Kind.PROD;
          case SUM -> Eltwise.Kind.SUM;
          case MAX -> Eltwise.Kind.MAX;
        };
    layer.require(
        kind != Eltwise.Kind.PROD || coefficients == 0,
        "eltwise_param.coeff",
        "coefficients of a product",
        "coefficients of a sum only",
        "remove them, or sum");
    if (kind == Eltwise.Kind.MAX && coefficients > 0) {
      layer.warn(
          ImportWarning.Kind.IGNORED,
          "eltwise_param.coeff",
          "coefficients mean nothing to MAX, as in Caffe");
    }
    boolean weighted = kind == Eltwise.Kind.SUM;
    layer.emit(new Eltwise(kind, weighted ? eltwise.getCoeffList() : List.of()));
  }
}
