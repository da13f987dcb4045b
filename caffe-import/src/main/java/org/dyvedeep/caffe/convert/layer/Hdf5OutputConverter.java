package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;

/** HDF5Output: left out, because no path in a model file is ever opened. */
public final class Hdf5OutputConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public Hdf5OutputConverter() {}

  @Override
  public String type() {
    return "HDF5Output";
  }

  @Override
  public Role role() {
    return Role.METRIC;
  }

  @Override
  public void convert(LayerContext layer) {
    throw new IllegalStateException("an output to a file is not converted");
  }
}
