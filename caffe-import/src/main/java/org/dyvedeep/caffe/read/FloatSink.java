package org.dyvedeep.caffe.read;

import java.util.Arrays;

/**
 * Floats that arrive in runs of known length (packed) or one by one. The usual case, a single run,
 * is allocated once at its final size.
 */
final class FloatSink {
  private static final float[] NONE = {};

  private final ReadContext context;
  private float[] values = NONE;
  private int size;

  FloatSink(ReadContext context) {
    this.context = context;
  }

  int size() {
    return size;
  }

  /** Makes room for a run; the caller has checked that the file holds that many. */
  void reserve(int more) {
    long needed = (long) size + more;
    if (needed <= values.length) {
      return;
    }
    // Many short runs grow by half, so that a file of them cannot cost quadratic time.
    long capacity = size == 0 ? needed : Math.max(needed, size + (size >> 1));
    if (capacity > Integer.MAX_VALUE - 8) {
      throw context
          .problem("blobs.data")
          .found("more than " + (Integer.MAX_VALUE - 8) + " values in one blob")
          .expected("fewer")
          .advice("the file is damaged or the layer is too large for this program")
          .build();
    }
    context.takeWeights(capacity - values.length);
    values = Arrays.copyOf(values, (int) capacity);
  }

  void add(float value) {
    if (size == values.length) {
      reserve(Math.max(1, Math.min(16, Integer.MAX_VALUE - 8 - size)));
    }
    values[size++] = value;
  }

  /** All the values, in an array of their number. */
  float[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
