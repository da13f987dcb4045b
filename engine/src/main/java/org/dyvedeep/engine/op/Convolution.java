package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's convolution (a cross-correlation) over any number of spatial axes: y[o] =
 * activation(bias[o] + sum w[o,c,k] * x[c,p*stride-pad+k*dilation]). Weights: O x C/group x K...,
 * then the bias.
 *
 * @param outputs output channels
 * @param windows one for each spatial axis, outermost (height) first
 * @param group channel groups that do not see each other
 * @param bias whether a bias of one value an output channel is added
 * @param axis the channel axis; all axes before it are the batch
 * @param activation applied to each output; {@link Identity} for none
 */
public record Convolution(
    int outputs, List<Window> windows, int group, boolean bias, int axis, Activation activation)
    implements Operation {
  /** Copies the list. */
  public Convolution {
    windows = List.copyOf(windows);
  }

  /** An unfused operation over NCHW. */
  public static Convolution of(int outputs, List<Window> windows, int group, boolean bias) {
    return new Convolution(outputs, windows, group, bias, 1, new Identity());
  }

  /** The same operation followed by an activation. */
  public Convolution with(Activation fused) {
    return new Convolution(outputs, windows, group, bias, axis, fused);
  }

  /** The same operation with or without a bias. */
  public Convolution withBias(boolean present) {
    return new Convolution(outputs, windows, group, present, axis, activation);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return List.of(
        ConvolutionShapes.output(
            this, Arity.one(this, inputs), axis, outputs, group, windows, Window::outputSize));
  }

  @Override
  public List<Shape> weightShapes(List<Shape> inputs) {
    int channels = ConvolutionShapes.channels(this, Arity.one(this, inputs), axis, outputs, group);
    Shape weight = ConvolutionShapes.weight(outputs, channels / group, windows);
    return bias ? List.of(weight, Shape.of(outputs)) : List.of(weight);
  }

  @Override
  public long macs(List<Shape> inputs) {
    Shape output = outputShapes(inputs).get(0);
    long taps = weightShapes(inputs).get(0).count(1);
    return output.size() * taps;
  }
}
