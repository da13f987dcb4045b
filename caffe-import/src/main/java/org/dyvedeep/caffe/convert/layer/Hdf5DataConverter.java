package org.dyvedeep.caffe.convert.layer;

import java.util.Optional;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;

/**
 * HDF5Data: becomes an input whose shape the caller gives, because it stands in the data file only,
 * which is not opened.
 */
public final class Hdf5DataConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public Hdf5DataConverter() {}

  @Override
  public String type() {
    return "HDF5Data";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(0, 0);
    layer.requireTops(1, Integer.MAX_VALUE);
    for (int top = 0; top < layer.tops().size(); top++) {
      layer.input(top, Optional::empty);
    }
  }
}
