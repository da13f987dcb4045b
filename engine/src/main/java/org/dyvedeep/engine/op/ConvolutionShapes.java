package org.dyvedeep.engine.op;

import java.util.List;
import java.util.function.ToIntBiFunction;
import org.dyvedeep.engine.tensor.Shape;

/** Shape rules that convolution and deconvolution share. */
final class ConvolutionShapes {
  private ConvolutionShapes() {}

  static Shape output(
      Operation operation,
      Shape input,
      int axis,
      int outputs,
      int group,
      List<Window> windows,
      ToIntBiFunction<Window, Integer> size) {
    int channelAxis = input.canonicalAxis(axis);
    Arity.require(
        input.rank() - channelAxis - 1 == windows.size(),
        operation,
        "an input of " + input + " does not have " + windows.size() + " spatial axes");
    channels(operation, input, axis, outputs, group);
    int[] dims = input.dims();
    dims[channelAxis] = outputs;
    for (int i = 0; i < windows.size(); i++) {
      int spatial = channelAxis + 1 + i;
      dims[spatial] = size.applyAsInt(windows.get(i), dims[spatial]);
    }
    return Shape.of(dims);
  }

  /** The input's channels, once they and the output's are known to split into groups. */
  static int channels(Operation operation, Shape input, int axis, int outputs, int group) {
    int channels = input.dim(axis);
    Arity.require(
        outputs >= 1 && group >= 1 && channels % group == 0 && outputs % group == 0,
        operation,
        channels + " input and " + outputs + " output channels cannot be split in " + group);
    return channels;
  }

  static Shape weight(int outer, int inner, List<Window> windows) {
    int[] dims = new int[2 + windows.size()];
    dims[0] = outer;
    dims[1] = inner;
    for (int i = 0; i < windows.size(); i++) {
      dims[2 + i] = windows.get(i).kernel();
    }
    return Shape.of(dims);
  }
}
