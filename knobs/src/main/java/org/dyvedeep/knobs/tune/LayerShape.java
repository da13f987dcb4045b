package org.dyvedeep.knobs.tune;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/**
 * A layer that effort can be tuned for: a two-dimensional convolution, or a fully-connected layer
 * seen as a convolution whose window is the whole map.
 */
final class LayerShape {
  private final String name;
  private final int group;
  private final int[] input;
  private final int[] output;
  private final Window vertical;
  private final Window horizontal;
  private final float[] weights;
  private final float[] bias;
  private final boolean rectified;

  private LayerShape(
      Node node,
      int group,
      int[] input,
      int[] output,
      List<Window> windows,
      Activation activation) {
    this.name = node.name();
    this.group = group;
    this.input = input;
    this.output = output;
    this.vertical = windows.get(0);
    this.horizontal = windows.get(1);
    this.weights = node.weights().get(0).values();
    this.bias = node.weights().size() > 1 ? node.weights().get(1).values() : new float[output[0]];
    this.rectified = Relu.isRectifier(activation);
  }

  /** The layer that a node is, if it is one whose effort can be tuned at batch 1. */
  static Optional<LayerShape> of(Node node) {
    Shape in = node.inputs().isEmpty() ? null : node.inputs().get(0).shape();
    if (node.operation() instanceof Convolution op
        && op.windows().size() == 2
        && in.rank() == 4
        && in.canonicalAxis(op.axis()) == 1
        && in.dim(0) == 1) {
      Shape out = node.outputs().get(0).shape();
      return Optional.of(
          new LayerShape(
              node,
              op.group(),
              new int[] {in.dim(1), in.dim(2), in.dim(3)},
              new int[] {out.dim(1), out.dim(2), out.dim(3)},
              op.windows(),
              op.activation()));
    }
    if (node.operation() instanceof InnerProduct op && !op.transpose() && op.rows(in) == 1) {
      int axis = in.canonicalAxis(op.axis());
      boolean maps = in.rank() - axis == 3;
      int height = maps ? in.dim(-2) : 1;
      int width = maps ? in.dim(-1) : 1;
      return Optional.of(
          new LayerShape(
              node,
              1,
              new int[] {in.size() / (height * width), height, width},
              new int[] {op.outputs(), 1, 1},
              List.of(Window.of(height, 1, 0), Window.of(width, 1, 0)),
              op.activation()));
    }
    return Optional.empty();
  }

  String name() {
    return name;
  }

  int group() {
    return group;
  }

  int outputs() {
    return output[0];
  }

  int outHeight() {
    return output[1];
  }

  int outWidth() {
    return output[2];
  }

  /** Input features of all groups. */
  int channels() {
    return input[0];
  }

  int height() {
    return input[1];
  }

  int width() {
    return input[2];
  }

  /** Input features that one output sees. */
  int groupChannels() {
    return input[0] / group;
  }

  /** The group that an output belongs to. */
  int groupOf(int out) {
    return out / (output[0] / group);
  }

  /** Products of one window of one input feature. */
  int windowSize() {
    return vertical.kernel() * horizontal.kernel();
  }

  /** Products of one neuron. */
  int taps() {
    return groupChannels() * windowSize();
  }

  /** Whether the layer has a map of positions, rather than one. */
  boolean spatial() {
    return output[1] > 1 || output[2] > 1;
  }

  /** Whether a ReLU follows, so that sums below 0 end at 0. */
  boolean rectified() {
    return rectified;
  }

  long macs() {
    return (long) output[0] * output[1] * output[2] * taps();
  }

  /** The weight of one tap: input feature, row and column of the window, flattened. */
  float weight(int out, int tap) {
    return weights[out * taps() + tap];
  }

  float bias(int out) {
    return bias[out];
  }

  /** The input's element, in its plane, that a tap of a position reads; -1 in the padding. */
  int element(int y, int x, int row, int column) {
    int iy = y * vertical.stride() - vertical.pad() + row * vertical.dilation();
    int ix = x * horizontal.stride() - horizontal.pad() + column * horizontal.dilation();
    boolean inside = iy >= 0 && iy < input[1] && ix >= 0 && ix < input[2];
    return inside ? iy * input[2] + ix : -1;
  }

  int kernelHeight() {
    return vertical.kernel();
  }

  int kernelWidth() {
    return horizontal.kernel();
  }
}
