package org.dyvedeep.caffe.convert;

import java.util.Optional;

/** Stands in for a data layer of a type that nobody knows, once the caller gives its shapes. */
final class GivenInputConverter implements LayerConverter {
  @Override
  public String type() {
    return "any data layer";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    for (int top = 0; top < layer.tops().size(); top++) {
      layer.input(top, Optional::empty);
    }
  }
}
