package org.dyvedeep.engine.reference;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.NaiveTensor;

/** Pooling, defined by the list of input places that an output sees. */
final class NaivePooling {
  private NaivePooling() {}

  static double value(Pooling pooling, NaiveTensor x, int[] out) {
    List<Double> seen = new ArrayList<>();
    for (int[] place : places(pooling, x, out)) {
      seen.add(x.at(place));
    }
    return switch (pooling.method()) {
      case MAX -> seen.stream().mapToDouble(v -> v).max().orElse(-Float.MAX_VALUE);
      case AVE ->
          seen.stream().mapToDouble(v -> v).sum()
              / (covered(pooling, x, out, 2) * (double) covered(pooling, x, out, 3));
      case STOCHASTIC ->
          seen.stream().mapToDouble(v -> v * v).sum()
              / (Float.MIN_NORMAL + seen.stream().mapToDouble(v -> v).sum());
    };
  }

  static double position(Pooling pooling, NaiveTensor x, int[] out) {
    double max = value(pooling, x, out);
    for (int[] place : places(pooling, x, out)) {
      if (x.at(place) == max) {
        return place[2] * x.shape().dim(3) + place[3];
      }
    }
    return -1;
  }

  private static Window window(Pooling pooling, NaiveTensor x, int axis) {
    if (pooling.global()) {
      return Window.of(x.shape().dim(axis), 1, 0);
    }
    return axis == 2 ? pooling.height() : pooling.width();
  }

  private static List<int[]> places(Pooling pooling, NaiveTensor x, int[] out) {
    Window rows = window(pooling, x, 2);
    Window columns = window(pooling, x, 3);
    List<int[]> places = new ArrayList<>();
    for (int i = 0; i < rows.kernel(); i++) {
      for (int j = 0; j < columns.kernel(); j++) {
        int row = out[2] * rows.stride() - rows.pad() + i;
        int column = out[3] * columns.stride() - columns.pad() + j;
        int[] place = {out[0], out[1], row, column};
        if (x.contains(place)) {
          places.add(place);
        }
      }
    }
    return places;
  }

  /** How many of a window's places along an axis lie in the padded input. */
  private static int covered(Pooling pooling, NaiveTensor x, int[] out, int axis) {
    Window window = window(pooling, x, axis);
    int start = out[axis] * window.stride() - window.pad();
    int end = x.shape().dim(axis) + window.pad();
    return Math.min(start + window.kernel(), end) - start;
  }
}
