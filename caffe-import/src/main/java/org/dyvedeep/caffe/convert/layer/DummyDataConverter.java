package org.dyvedeep.caffe.convert.layer;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.DummyDataParameter;
import org.dyvedeep.engine.tensor.Shape;

/**
 * DummyData: becomes inputs of the shapes given once, or once for each top, as shape or as the
 * older num, channels, height and width. The fillers are not used: the caller gives the values.
 */
public final class DummyDataConverter implements LayerConverter {
  private static final String FIELD = "dummy_data_param.shape";

  /** For the ServiceLoader. */
  public DummyDataConverter() {}

  @Override
  public String type() {
    return "DummyData";
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
      int number = top;
      layer.input(top, () -> Optional.of(shape(layer, number)));
    }
  }

  private static Shape shape(LayerContext layer, int top) {
    DummyDataParameter dummy = layer.parameter().getDummyDataParam();
    boolean legacy = dummy.getNumCount() > 0;
    layer.require(
        !legacy || dummy.getShapeCount() == 0,
        FIELD,
        "both shape and num",
        "one of the two forms",
        "remove num, channels, height and width");
    if (!legacy) {
      requireCount(layer, dummy.getShapeCount());
      return layer.shapeOf(FIELD, dummy.getShape(dummy.getShapeCount() == 1 ? 0 : top));
    }
    return Shape.of(
        extent(layer, "num", dummy.getNumList(), top),
        extent(layer, "channels", dummy.getChannelsList(), top),
        extent(layer, "height", dummy.getHeightList(), top),
        extent(layer, "width", dummy.getWidthList(), top));
  }

  private static int extent(LayerContext layer, String field, List<Integer> values, int top) {
    requireCount(layer, values.size());
    return layer.positive("dummy_data_param." + field, values.get(values.size() == 1 ? 0 : top));
  }

  private static void requireCount(LayerContext layer, int found) {
    int tops = layer.tops().size();
    layer.require(
        found == 1 || found == tops,
        FIELD,
        found + " shapes for " + tops + " tops",
        "one shape, or one for each top",
        "correct their number");
  }
}
