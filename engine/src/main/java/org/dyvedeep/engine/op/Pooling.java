package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's pooling over the two spatial axes of NCHW. Sizes are rounded up unless told otherwise,
 * and the last window is dropped when it would start inside the padding.
 *
 * @param method what is taken from a window
 * @param height the window along the height (dilation must be 1); ignored when global
 * @param width the window along the width; ignored when global
 * @param global whether one window covers the whole plane
 * @param roundMode how the output size is rounded
 * @param mask whether a second output holds the position of each maximum in its input plane, as
 *     Caffe's second top of MAX pooling does
 */
public record Pooling(
    Method method, Window height, Window width, boolean global, RoundMode roundMode, boolean mask)
    implements Operation {
  /** What is taken from a window. */
  public enum Method {
    /** The greatest element; padding is ignored. */
    MAX,
    /** The sum divided by the area of the window clipped to the padded input. */
    AVE,
    /** At test time: the sum of squares divided by the sum, as Caffe's GPU code does. */
    STOCHASTIC
  }

  /** How the output size is rounded. */
  public enum RoundMode {
    /** Up: Caffe's default. */
    CEIL,
    /** Down. */
    FLOOR
  }

  /** Pooling with one output, rounded up. */
  public static Pooling of(Method method, Window height, Window width) {
    return new Pooling(method, height, width, false, RoundMode.CEIL, false);
  }

  /** Pooling of whole planes to one element each. */
  public static Pooling global(Method method) {
    Window unused = Window.of(1, 1, 0);
    return new Pooling(method, unused, unused, true, RoundMode.CEIL, false);
  }

  /** The window along the height for an input: the whole plane's when global. */
  public Window heightFor(Shape input) {
    return global ? Window.of(input.dim(2), 1, 0) : height;
  }

  /** The window along the width for an input: the whole plane's when global. */
  public Window widthFor(Shape input) {
    return global ? Window.of(input.dim(3), 1, 0) : width;
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(input.rank() == 4, this, "an input of 4 axes (NCHW) is needed, got " + input);
    Arity.require(!mask || method == Method.MAX, this, "only MAX pooling has a mask");
    Window rows = heightFor(input);
    Window columns = widthFor(input);
    boolean padded = rows.pad() > 0 || columns.pad() > 0;
    Arity.require(
        !padded || method != Method.STOCHASTIC, this, "STOCHASTIC pooling cannot have padding");
    Shape output =
        Shape.of(
            input.dim(0),
            input.dim(1),
            outputSize(input.dim(2), rows, padded),
            outputSize(input.dim(3), columns, padded));
    return mask ? List.of(output, output) : List.of(output);
  }

  private int outputSize(int input, Window window, boolean padded) {
    Arity.require(
        window.pad() < window.kernel() && window.dilation() == 1,
        this,
        "padding must be smaller than the kernel and dilation must be 1, got " + window);
    long free = input + 2L * window.pad() - window.kernel();
    long rounding = roundMode == RoundMode.CEIL ? window.stride() - 1L : 0;
    long size = Math.floorDiv(free + rounding, (long) window.stride()) + 1;
    // Caffe drops the last window only where some axis is padded.
    boolean dropped = padded && (size - 1) * window.stride() >= (long) input + window.pad();
    return Arity.extent(this, dropped ? size - 1 : size);
  }
}
