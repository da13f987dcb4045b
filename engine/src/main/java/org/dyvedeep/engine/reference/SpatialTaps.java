package org.dyvedeep.engine.reference;

import java.util.List;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * Walks over all pairs of an element and a tap of one plane, for any number of spatial axes. An
 * element p of the smaller side and tap k meet element {@code p * stride - pad + k * dilation} of
 * the larger side: the larger side is a convolution's input and a deconvolution's output.
 *
 * <p>Places are plane numbers first and are unfolded axis by axis, so that nothing is allocated.
 */
final class SpatialTaps {
  private SpatialTaps() {}

  /** Adds to each element of an output plane what a convolution's kernel sees of an input plane. */
  static void gather(
      List<Window> windows,
      int axis,
      Tensor input,
      int inputPlane,
      float[] weight,
      int kernel,
      Tensor output,
      int outputPlane) {
    walk(windows, axis, 0, output, outputPlane, input, inputPlane, weight, kernel, true);
  }

  /** Adds the kernel, times each element of an input plane, to a deconvolution's output plane. */
  static void scatter(
      List<Window> windows,
      int axis,
      Tensor input,
      int inputPlane,
      float[] weight,
      int kernel,
      Tensor output,
      int outputPlane) {
    walk(windows, axis, 0, input, inputPlane, output, outputPlane, weight, kernel, false);
  }

  private static void walk(
      List<Window> windows,
      int channelAxis,
      int depth,
      Tensor small,
      int smallAt,
      Tensor large,
      int largeAt,
      float[] weight,
      int weightAt,
      boolean gather) {
    if (depth == windows.size()) {
      // Only without any spatial axis: the last axis is walked row by row.
      point(small, smallAt, large, largeAt, weight[weightAt], gather);
      return;
    }
    int axis = channelAxis + 1 + depth;
    Window window = windows.get(depth);
    int extent = large.shape().dim(axis);
    int positions = small.shape().dim(axis);
    boolean last = depth == windows.size() - 1;
    for (int i = 0; i < positions; i++) {
      long start = Taps.start(window, i);
      int first = Taps.first(window, start);
      int end = Taps.end(window, start, extent);
      int at = smallAt * positions + i;
      int taps = weightAt * window.kernel();
      if (last) {
        int from = largeAt * extent + (int) (start + (long) first * window.dilation());
        row(small, at, large, from, window.dilation(), weight, taps + first, end - first, gather);
        continue;
      }
      for (int k = first; k < end; k++) {
        int met = largeAt * extent + (int) (start + (long) k * window.dilation());
        walk(windows, channelAxis, depth + 1, small, at, large, met, weight, taps + k, gather);
      }
    }
  }

  private static void point(
      Tensor small, int smallAt, Tensor large, int largeAt, float weight, boolean gather) {
    int s = small.offset() + smallAt;
    int l = large.offset() + largeAt;
    if (gather) {
      small.array()[s] += large.array()[l] * weight;
    } else {
      large.array()[l] += small.array()[s] * weight;
    }
  }

  private static void row(
      Tensor small,
      int smallAt,
      Tensor large,
      int largeAt,
      int step,
      float[] weight,
      int firstTap,
      int taps,
      boolean gather) {
    float[] array = large.array();
    int at = large.offset() + largeAt;
    int s = small.offset() + smallAt;
    if (gather) {
      double sum = 0;
      for (int k = 0; k < taps; k++) {
        sum += (double) array[at + k * step] * weight[firstTap + k];
      }
      small.array()[s] += (float) sum;
    } else {
      float value = small.array()[s];
      for (int k = 0; k < taps; k++) {
        array[at + k * step] += value * weight[firstTap + k];
      }
    }
  }
}
