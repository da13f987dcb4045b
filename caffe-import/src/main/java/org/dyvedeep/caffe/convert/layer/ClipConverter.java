package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.ClipParameter;
import org.dyvedeep.engine.op.Clip;

/** Clip: min and max, both of which must be given. */
public final class ClipConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public ClipConverter() {
    super("Clip", layer -> new Clip(layer.getClipParam().getMin(), layer.getClipParam().getMax()));
  }

  @Override
  void check(LayerContext layer) {
    ClipParameter clip = layer.parameter().getClipParam();
    String field = clip.hasMin() ? "clip_param.max" : "clip_param.min";
    layer.require(clip.hasMin() && clip.hasMax(), field, "nothing", "a bound", "add the field");
  }
}
