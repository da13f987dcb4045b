package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.SliceParameter;
import org.dyvedeep.engine.op.Slice;

/** Slice: axis, or the older slice_dim, and slice_point. */
public final class SliceConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public SliceConverter() {}

  @Override
  public String type() {
    return "Slice";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(1, 1);
    layer.requireTops(1, Integer.MAX_VALUE);
    SliceParameter slice = layer.parameter().getSliceParam();
    layer.require(
        !(slice.hasAxis() && slice.hasSliceDim()),
        "slice_param.slice_dim",
        "both axis and slice_dim",
        "one of them",
        "remove slice_dim, the older spelling");
    int axis =
        slice.hasSliceDim()
            ? layer.nonNegative("slice_param.slice_dim", slice.getSliceDim())
            : slice.getAxis();
    layer.emit(new Slice(axis, slice.getSlicePointList(), layer.tops().size()));
  }
}
