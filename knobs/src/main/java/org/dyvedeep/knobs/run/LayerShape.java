package org.dyvedeep.knobs.run;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/**
 * A convolution or fully-connected layer in the terms that the knobs are defined in. A
 * fully-connected layer over C x H x W is a convolution of C features whose window is the whole
 * map; over any other number of axes each input is a feature of its own.
 *
 * @param images how many there are in a batch
 * @param groups channel groups
 * @param features input features of a group
 * @param height rows of an input map
 * @param width columns of an input map
 * @param rows the window along the height
 * @param columns the window along the width
 * @param outputs output features of all groups
 * @param outputHeight rows of an output map
 * @param outputWidth columns of an output map
 */
record LayerShape(
    int images,
    int groups,
    int features,
    int height,
    int width,
    Window rows,
    Window columns,
    int outputs,
    int outputHeight,
    int outputWidth) {
  /** The layer of a node; empty if it is of another kind, or not over two spatial axes. */
  static Optional<LayerShape> of(Node node) {
    if (node.operation() instanceof Convolution op && op.windows().size() == 2) {
      Shape in = node.inputs().get(0).shape();
      Shape out = node.outputs().get(0).shape();
      int axis = in.canonicalAxis(op.axis());
      return Optional.of(
          new LayerShape(
              in.count(0, axis),
              op.group(),
              in.dim(axis) / op.group(),
              in.dim(-2),
              in.dim(-1),
              op.windows().get(0),
              op.windows().get(1),
              op.outputs(),
              out.dim(-2),
              out.dim(-1)));
    }
    if (node.operation() instanceof InnerProduct op) {
      return Optional.of(of(op, node.inputs().get(0).shape()));
    }
    return Optional.empty();
  }

  private static LayerShape of(InnerProduct op, Shape in) {
    int axis = in.canonicalAxis(op.axis());
    boolean maps = in.rank() - axis == 3;
    int height = maps ? in.dim(-2) : 1;
    int width = maps ? in.dim(-1) : 1;
    return new LayerShape(
        in.count(0, axis),
        1,
        in.count(axis) / (height * width),
        height,
        width,
        Window.of(height, 1, 0),
        Window.of(width, 1, 0),
        op.outputs(),
        1,
        1);
  }

  /** The activation fused into a layer's operation. */
  static Activation activation(Operation operation) {
    return operation instanceof Convolution convolution
        ? convolution.activation()
        : ((InnerProduct) operation).activation();
  }

  /** Values under a window of one input feature. */
  int window() {
    return rows.kernel() * columns.kernel();
  }

  /** Products of a neuron. */
  int products() {
    return features * window();
  }

  /** Positions of an output map. */
  int positions() {
    return outputHeight * outputWidth;
  }

  int outputsPerGroup() {
    return outputs / groups;
  }

  int group(int output) {
    return output / outputsPerGroup();
  }

  /** Elements of an input image. */
  int inputs() {
    return groups * features * height * width;
  }

  /** Input rows that windows see, padding included. */
  long paddedHeight() {
    return (outputHeight - 1L) * rows.stride() + rows.extent();
  }

  /** Input columns that windows see, padding included. */
  long paddedWidth() {
    return (outputWidth - 1L) * columns.stride() + columns.extent();
  }
}
