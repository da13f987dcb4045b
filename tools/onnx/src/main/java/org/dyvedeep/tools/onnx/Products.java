package org.dyvedeep.tools.onnx;

import java.util.Arrays;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.onnx.proto.TensorProto;

/** Layers that multiply by learned factors, or add or look up learned terms. */
final class Products {
  private Products() {}

  static void innerProduct(Layer layer, InnerProduct operation) {
    Shape in = layer.inputShape(0);
    int axis = in.canonicalAxis(operation.axis());
    String x = layer.input(0);
    if (axis != 1 || in.rank() != 2) {
      x = layer.step("Flatten", x).set("axis", axis).result();
    }
    Step gemm =
        operation.bias()
            ? layer.step("Gemm", x, layer.weight(0), layer.weight(1))
            : layer.step("Gemm", x, layer.weight(0));
    String y = gemm.set("transB", operation.transpose() ? 0 : 1).result();
    String activated = Activations.apply(layer, operation.activation(), y);
    layer.output(0, axis == 1 ? activated : layer.reshape(activated, layer.outputShape(0)));
  }

  static void embed(Layer layer, Embed operation) {
    String rows =
        layer.step("Cast", layer.input(0)).set("to", TensorProto.DataType.INT64_VALUE).result();
    String y = layer.step("Gather", layer.weight(0), rows).set("axis", 0).result();
    layer.output(0, operation.bias() ? layer.apply("Add", y, layer.weight(1)) : y);
  }

  static void prelu(Layer layer, PRelu operation) {
    int rank = operation.channelShared() ? 1 : layer.inputShape(0).rank();
    int[] dims = Normalizations.perChannel(rank, layer.weightShape(0).size());
    layer.output(0, layer.apply("PRelu", layer.input(0), layer.weight(0, dims)));
  }

  static void scale(Layer layer, Scale operation) {
    int[] dims = broadcast(layer, operation.factorShape(layer.inputShapes()), operation.axis());
    String scaled = layer.apply("Mul", layer.input(0), operand(layer, dims));
    layer.output(
        0,
        operation.bias()
            ? layer.apply("Add", scaled, layer.weight(layer.weights() - 1, dims))
            : scaled);
  }

  static void bias(Layer layer, Bias operation) {
    int[] dims = broadcast(layer, operation.factorShape(layer.inputShapes()), operation.axis());
    layer.output(0, layer.apply("Add", layer.input(0), operand(layer, dims)));
  }

  /** The second input, or else the learned blob. */
  private static String operand(Layer layer, int[] dims) {
    return layer.inputs().size() == 1
        ? layer.weight(0, dims)
        : layer.reshape(layer.input(1), Shape.of(dims));
  }

  /** ONNX aligns shapes at their ends: axes of extent 1 stand for those behind the factor's. */
  private static int[] broadcast(Layer layer, Shape factor, int axis) {
    Shape in = layer.inputShape(0);
    int behind = factor.rank() == 0 ? 0 : in.rank() - in.canonicalAxis(axis) - factor.rank();
    int[] dims = Arrays.copyOf(factor.dims(), factor.rank() + behind);
    Arrays.fill(dims, factor.rank(), dims.length, 1);
    return dims;
  }
}
