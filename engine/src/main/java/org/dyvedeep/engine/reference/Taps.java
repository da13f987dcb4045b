package org.dyvedeep.engine.reference;

import org.dyvedeep.engine.op.Window;

/** Which taps of a kernel meet the data along one axis; the others lie in the padding. */
final class Taps {
  private Taps() {}

  /** Where a window begins; negative inside the padding. In 64 bits, as paddings may be huge. */
  static long start(Window window, int position) {
    return (long) position * window.stride() - window.pad();
  }

  /** The first tap at or after element 0. */
  static int first(Window window, long start) {
    long first = start >= 0 ? 0 : ceilDiv(-start, window.dilation());
    return (int) Math.min(first, window.kernel());
  }

  /** One past the last tap before the end of the data. */
  static int end(Window window, long start, int extent) {
    long end = start >= extent ? 0 : ceilDiv(extent - start, window.dilation());
    return (int) Math.min(end, window.kernel());
  }

  private static long ceilDiv(long dividend, int divisor) {
    return divisor == 1 ? dividend : (dividend + divisor - 1) / divisor;
  }
}
