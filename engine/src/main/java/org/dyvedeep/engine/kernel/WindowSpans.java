package org.dyvedeep.engine.kernel;

/**
 * The windows of pooling along one axis, by Caffe's rules: clipped to the input, while AVE divides
 * by the extent clipped to the padded input. Immutable; kernels only read the arrays.
 */
public final class WindowSpans {
  private final int[] from;
  private final int[] to;
  private final float[] divisor;

  private WindowSpans(int[] from, int[] to, float[] divisor) {
    this.from = from;
    this.to = to;
    this.divisor = divisor;
  }

  /**
   * The windows along an axis; how many there are is the caller's rounding rule.
   *
   * @param input elements of the input along the axis
   * @param outputs how many windows there are
   * @throws IllegalArgumentException if kernel or stride is below 1 or the padding is negative
   */
  public static WindowSpans of(int input, int outputs, int kernel, int stride, int pad) {
    if (kernel < 1 || stride < 1 || pad < 0) {
      throw new IllegalArgumentException(
          "pooling needs kernel and stride of at least 1 and no negative padding, got "
              + kernel
              + ", "
              + stride
              + ", "
              + pad);
    }
    int[] from = new int[outputs];
    int[] to = new int[outputs];
    float[] divisor = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      int start = i * stride - pad;
      divisor[i] = (float) (Math.min((long) start + kernel, (long) input + pad) - start);
      from[i] = Math.min(Math.max(start, 0), input);
      to[i] = Math.max(from[i], (int) Math.min((long) start + kernel, input));
    }
    return new WindowSpans(from, to, divisor);
  }

  /** How many windows there are. */
  public int count() {
    return from.length;
  }

  /** The first element of a window. */
  public int from(int window) {
    return from[window];
  }

  /** The element after the last one of a window; equal to {@link #from} if the window is empty. */
  public int to(int window) {
    return to[window];
  }

  /** The window's share of AVE's divisor. */
  public float divisor(int window) {
    return divisor[window];
  }
}
