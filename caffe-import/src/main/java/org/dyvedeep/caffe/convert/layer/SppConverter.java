package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.SPPParameter;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.SpatialPyramidPooling;

/** SPP: pyramid_height and pool. The engine field picks a GPU library and means nothing here. */
public final class SppConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public SppConverter() {
    super("SPP", layer -> spp(layer.getSppParam()));
  }

  private static SpatialPyramidPooling spp(SPPParameter spp) {
    Pooling.Method method =
        switch (spp.getPool()) {
          case MAX -> Pooling.Method.MAX;
          case AVE -> Pooling.Method.AVE;
          case STOCHASTIC -> Pooling.Method.STOCHASTIC;
        };
    return new SpatialPyramidPooling(spp.getPyramidHeight(), method);
  }

  @Override
  void check(LayerContext layer) {
    layer.positive("spp_param.pyramid_height", layer.parameter().getSppParam().getPyramidHeight());
  }
}
