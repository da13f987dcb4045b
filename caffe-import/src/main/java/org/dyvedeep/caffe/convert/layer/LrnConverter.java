package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.LRNParameter;
import org.dyvedeep.engine.op.Lrn;

/**
 * LRN: local_size (odd), alpha, beta, k and norm_region. The engine field picks a GPU library and
 * means nothing here.
 */
public final class LrnConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public LrnConverter() {
    super("LRN", layer -> lrn(layer.getLrnParam()));
  }

  private static Lrn lrn(LRNParameter lrn) {
    Lrn.Region region =
        lrn.getNormRegion() == LRNParameter.NormRegion.WITHIN_CHANNEL
            ? Lrn.Region.WITHIN_CHANNEL
            : Lrn.Region.ACROSS_CHANNELS;
    return new Lrn(region, lrn.getLocalSize(), lrn.getAlpha(), lrn.getBeta(), lrn.getK());
  }

  @Override
  void check(LayerContext layer) {
    String field = "lrn_param.local_size";
    int size = layer.positive(field, layer.parameter().getLrnParam().getLocalSize());
    layer.require(size % 2 == 1, field, size, "an odd number", "LRN needs a middle: correct it");
  }
}
