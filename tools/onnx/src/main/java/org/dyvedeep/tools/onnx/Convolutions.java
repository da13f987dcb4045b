package org.dyvedeep.tools.onnx;

import java.util.List;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/** Layers that slide kernels. */
final class Convolutions {
  private Convolutions() {}

  static void convolution(Layer layer, Convolution operation) {
    slide(
        layer,
        "Conv",
        operation.windows(),
        operation.group(),
        operation.axis(),
        operation.activation());
  }

  static void deconvolution(Layer layer, Deconvolution operation) {
    slide(
        layer,
        "ConvTranspose",
        operation.windows(),
        operation.group(),
        operation.axis(),
        operation.activation());
  }

  private static void slide(
      Layer layer, String type, List<Window> windows, int group, int axis, Activation activation) {
    // ONNX wants one batch axis and at least one spatial one.
    boolean flat = windows.isEmpty();
    Shape in = layer.inputShape(0);
    int channelAxis = in.canonicalAxis(axis);
    boolean reshaped = flat || channelAxis != 1;
    String x = reshaped ? layer.reshape(layer.input(0), image(in, channelAxis)) : layer.input(0);
    int[] kernels = layer.weightShape(0).dims();
    String weight = flat ? layer.weight(0, kernels[0], kernels[1], 1) : layer.weight(0);
    List<Window> slid = flat ? List.of(Window.of(1, 1, 0)) : windows;
    long[] pads = Longs.of(slid, Window::pad);
    Step step =
        layer.weights() > 1
            ? layer.step(type, x, weight, layer.weight(1))
            : layer.step(type, x, weight);
    String y =
        step.set("kernel_shape", Longs.of(slid, Window::kernel))
            .set("strides", Longs.of(slid, Window::stride))
            .set("dilations", Longs.of(slid, Window::dilation))
            .set("pads", Longs.joined(pads, pads))
            .set("group", group)
            .result();
    String activated = Activations.apply(layer, activation, y);
    layer.output(0, reshaped ? layer.reshape(activated, layer.outputShape(0)) : activated);
  }

  /** One batch axis, the channels, and the spatial axes, at least one. */
  private static Shape image(Shape shape, int channelAxis) {
    int spatial = shape.rank() - channelAxis - 1;
    int[] dims = new int[2 + Math.max(1, spatial)];
    dims[0] = shape.count(0, channelAxis);
    dims[1] = shape.dim(channelAxis);
    dims[2] = 1;
    for (int i = 0; i < spatial; i++) {
      dims[2 + i] = shape.dim(channelAxis + 1 + i);
    }
    return Shape.of(dims);
  }
}
