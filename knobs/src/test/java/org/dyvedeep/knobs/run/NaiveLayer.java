package org.dyvedeep.knobs.run;

import java.util.List;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/** A layer as its definition says, element by element. */
final class NaiveLayer {
  final boolean fullyConnected;
  final int images;
  final int outputs;
  final int height;
  final int width;
  final int kernelHeight;
  final int kernelWidth;
  final int features;
  private final int groups;
  private final int inputHeight;
  private final int inputWidth;
  private final Window rows;
  private final Window columns;
  private final Activation activation;
  private final boolean transposed;
  private final float[] input;
  private final float[] weights;
  private final float[] bias;

  NaiveLayer(RandomLayer layer) {
    Shape shape = layer.inputShape();
    input = layer.input();
    weights = layer.weights().get(0).values();
    bias = layer.weights().size() > 1 ? layer.weights().get(1).values() : null;
    Shape out = layer.operation().outputShapes(List.of(shape)).get(0);
    fullyConnected = layer.operation() instanceof InnerProduct;
    if (layer.operation() instanceof InnerProduct product) {
      int axis = shape.canonicalAxis(product.axis());
      boolean map = shape.rank() == axis + 3;
      images = shape.count(0, axis);
      groups = 1;
      features = map ? shape.dim(axis) : shape.count(axis);
      inputHeight = map ? shape.dim(axis + 1) : 1;
      inputWidth = map ? shape.dim(axis + 2) : 1;
      rows = new Window(inputHeight, 1, 0, 1);
      columns = new Window(inputWidth, 1, 0, 1);
      outputs = product.outputs();
      height = 1;
      width = 1;
      activation = product.activation();
      transposed = product.transpose();
    } else {
      Convolution convolution = (Convolution) layer.operation();
      int axis = shape.rank() - 3;
      images = shape.count(0, axis);
      groups = convolution.group();
      features = shape.dim(axis) / groups;
      inputHeight = shape.dim(axis + 1);
      inputWidth = shape.dim(axis + 2);
      rows = convolution.windows().get(0);
      columns = convolution.windows().get(1);
      outputs = convolution.outputs();
      height = out.dim(axis + 1);
      width = out.dim(axis + 2);
      activation = convolution.activation();
      transposed = false;
    }
    kernelHeight = rows.kernel();
    kernelWidth = columns.kernel();
  }

  boolean isRelu() {
    return activation instanceof Relu relu && relu.negativeSlope() == 0;
  }

  boolean hasUpperRail() {
    return activation instanceof Sigmoid || activation instanceof Tanh;
  }

  boolean saturates() {
    return isRelu() || hasUpperRail();
  }

  float lowerRail() {
    return activation instanceof Tanh ? -1 : 0;
  }

  float activate(float x) {
    if (activation instanceof Relu relu) {
      return x > 0 ? x : relu.negativeSlope() * x;
    }
    if (activation instanceof Sigmoid) {
      return (float) (1 / (1 + Math.exp(-x)));
    }
    return activation instanceof Identity ? x : (float) Math.tanh(x);
  }

  /** Input features of all groups. */
  int allFeatures() {
    return groups * features;
  }

  int window() {
    return kernelHeight * kernelWidth;
  }

  int products() {
    return features * window();
  }

  int inputs() {
    return allFeatures() * inputHeight * inputWidth;
  }

  /** Counts features through all groups. */
  int feature(int output, int featureOfGroup) {
    return output / (outputs / groups) * features + featureOfGroup;
  }

  /** The place of a tap in the padded input, as one number. */
  long place(int y, int x, int ky, int kx) {
    long row = (long) y * rows.stride() + (long) ky * rows.dilation();
    return row * 1_000_000 + (long) x * columns.stride() + (long) kx * columns.dilation();
  }

  /** What lies at a place of the padded input. */
  float at(int image, int feature, long place) {
    int row = (int) (place / 1_000_000) - rows.pad();
    int column = (int) (place % 1_000_000) - columns.pad();
    if (row < 0 || row >= inputHeight || column < 0 || column >= inputWidth) {
      return 0;
    }
    return input[((image * allFeatures() + feature) * inputHeight + row) * inputWidth + column];
  }

  /** A weight by output, input feature of its group, and place in the window. */
  float weight(int output, int feature, int ky, int kx) {
    int product = (feature * kernelHeight + ky) * kernelWidth + kx;
    return weights[transposed ? product * outputs + output : output * products() + product];
  }

  float bias(int output) {
    return bias == null ? 0 : bias[output];
  }
}
