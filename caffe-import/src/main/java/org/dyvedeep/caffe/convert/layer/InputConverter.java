package org.dyvedeep.caffe.convert.layer;

import java.util.Optional;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.InputParameter;
import org.dyvedeep.engine.tensor.Shape;

/** Input: shape, once or once for each top; without one, the caller of the import gives it. */
public final class InputConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public InputConverter() {}

  @Override
  public String type() {
    return "Input";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(0, 0);
    InputParameter input = layer.parameter().getInputParam();
    int shapes = input.getShapeCount();
    int tops = layer.tops().size();
    layer.require(
        shapes <= 1 || shapes == tops,
        "input_param.shape",
        shapes + " shapes for " + tops + " tops",
        "one shape, or one for each top",
        "correct their number");
    for (int top = 0; top < tops; top++) {
      int number = shapes == 1 ? 0 : top;
      layer.input(top, () -> shapes == 0 ? Optional.empty() : Optional.of(shape(layer, number)));
    }
  }

  private static Shape shape(LayerContext layer, int number) {
    InputParameter input = layer.parameter().getInputParam();
    return layer.shapeOf("input_param.shape", input.getShape(number));
  }
}
