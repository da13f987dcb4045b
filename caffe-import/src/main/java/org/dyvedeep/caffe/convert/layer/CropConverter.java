package org.dyvedeep.caffe.convert.layer;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.CropParameter;
import org.dyvedeep.engine.op.Crop;

/** Crop: axis and offset; the second bottom gives the extents. */
public final class CropConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public CropConverter() {}

  @Override
  public String type() {
    return "Crop";
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBlobs(2, 1);
    CropParameter crop = layer.parameter().getCropParam();
    List<Integer> offsets = new ArrayList<>();
    for (int offset : crop.getOffsetList()) {
      offsets.add(layer.nonNegative("crop_param.offset", offset));
    }
    layer.emit(new Crop(crop.getAxis(), offsets));
  }
}
