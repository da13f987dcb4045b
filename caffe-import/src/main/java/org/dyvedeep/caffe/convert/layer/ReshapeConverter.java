package org.dyvedeep.caffe.convert.layer;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.ReshapeParameter;
import org.dyvedeep.engine.op.Reshape;

/** Reshape: shape (0 copies an extent, one -1 is inferred), axis and num_axes. */
public final class ReshapeConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public ReshapeConverter() {}

  @Override
  public String type() {
    return "Reshape";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBlobs(1, 1);
    layer.requireNotInPlace();
    ReshapeParameter reshape = layer.parameter().getReshapeParam();
    List<Integer> dims = new ArrayList<>();
    for (long dim : reshape.getShape().getDimList()) {
      layer.require(
          dim >= -1 && dim <= Integer.MAX_VALUE,
          "reshape_param.shape",
          dim,
          "an extent, 0 to copy it, or -1 to infer it",
          "correct the extent");
      dims.add((int) dim);
    }
    layer.emit(new Reshape(dims, reshape.getAxis(), reshape.getNumAxes()));
  }
}
