package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.proto.ReductionParameter;
import org.dyvedeep.engine.op.Reduction;

/** Reduction: operation, axis and coeff. */
public final class ReductionConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public ReductionConverter() {
    super("Reduction", layer -> reduction(layer.getReductionParam()));
  }

  private static Reduction reduction(ReductionParameter reduction) {
    Reduction.Kind kind =
        switch (reduction.getOperation()) {
          case SUM -> Reduction.Kind.SUM;
          case ASUM -> Reduction.Kind.ASUM;
          case SUMSQ -> Reduction.Kind.SUMSQ;
          case MEAN -> Reduction.Kind.MEAN;
        };
    return new Reduction(kind, reduction.getAxis(), reduction.getCoeff());
  }
}
