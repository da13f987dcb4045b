package org.dyvedeep.tools.onnx;

import java.util.List;
import org.dyvedeep.engine.op.ArgMax;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.onnx.proto.TensorProto;

/** Layers that sort. */
final class Orderings {
  private Orderings() {}

  /**
   * The input is turned round first: of equal elements, TopK gives the one at the lower position
   * first, and Caffe the one at the greater.
   */
  static void argMax(Layer layer, ArgMax operation) {
    Shape in = layer.inputShape(0);
    boolean whole = operation.axis() == null;
    int axis = whole ? 1 : in.canonicalAxis(operation.axis());
    int extent = whole ? in.count(1) : in.dim(axis);
    String x = whole ? layer.reshape(layer.input(0), Shape.of(in.dim(0), extent)) : layer.input(0);
    String turned =
        layer.apply(
            "Slice",
            x,
            layer.longs(-1),
            layer.longs(-extent - 1L),
            layer.longs(axis),
            layer.longs(-1));
    List<String> greatest =
        layer.step("TopK", turned, layer.longs(operation.topK())).set("axis", axis).results(2);
    if (operation.outMaxVal() && !whole) {
      layer.output(0, greatest.get(0));
      return;
    }
    String turnedBack = layer.apply("Sub", layer.integer(extent - 1L), greatest.get(1));
    String positions =
        layer.step("Cast", turnedBack).set("to", TensorProto.DataType.FLOAT_VALUE).result();
    if (operation.outMaxVal()) {
      positions = layer.step("Concat", positions, greatest.get(0)).set("axis", 1).result();
    }
    layer.output(0, whole ? layer.reshape(positions, layer.outputShape(0)) : positions);
  }
}
