package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.WindowTest;

/** Means under windows: the six pixels of a tile side by side, so that sums need not wait. */
final class VectorWindowMeans {
  private static final int PIXELS = SparseInputConvolution.TILE_PIXELS;

  private VectorWindowMeans() {}

  static void run(
      WindowTest test,
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int fromBlock,
      int toBlock,
      int[] flat,
      float[] means,
      int mo) {
    int lanes = test.lanes();
    int[] window = test.window();
    float part = 1f / window.length;
    for (int block = fromBlock; block < toBlock; block++) {
      int at = xo + block * test.blockStride();
      int to = mo + block * PIXELS * lanes;
      if (!any(flat, block * lanes, lanes)) {
        continue;
      }
      if (lanes > 1) {
        for (int lane = 0; lane < lanes; lane += LANES) {
          block(x, at + lane, pixels, p, window, part, means, to + lane, lanes);
        }
      } else if (test.windowSpan() > 0) {
        plane(x, at, pixels, p, test.windowRows(), test.windowSpan(), part, means, to);
      } else {
        for (int i = 0; i < PIXELS; i++) {
          means[to + i] = test.mean(x, at + pixels[p + i]);
        }
      }
    }
  }

  private static boolean any(int[] flat, int from, int count) {
    int union = 0;
    for (int i = from; i < from + count; i++) {
      union |= flat[i];
    }
    return union != 0;
  }

  private static void block(
      float[] x,
      int at,
      int[] pixels,
      int p,
      int[] window,
      float part,
      float[] means,
      int to,
      int step) {
    int x0 = at + pixels[p];
    int x1 = at + pixels[p + 1];
    int x2 = at + pixels[p + 2];
    int x3 = at + pixels[p + 3];
    int x4 = at + pixels[p + 4];
    int x5 = at + pixels[p + 5];
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    for (int place : window) {
      s0 = s0.add(FloatVector.fromArray(FLOATS, x, x0 + place));
      s1 = s1.add(FloatVector.fromArray(FLOATS, x, x1 + place));
      s2 = s2.add(FloatVector.fromArray(FLOATS, x, x2 + place));
      s3 = s3.add(FloatVector.fromArray(FLOATS, x, x3 + place));
      s4 = s4.add(FloatVector.fromArray(FLOATS, x, x4 + place));
      s5 = s5.add(FloatVector.fromArray(FLOATS, x, x5 + place));
    }
    s0.mul(part).intoArray(means, to);
    s1.mul(part).intoArray(means, to + step);
    s2.mul(part).intoArray(means, to + 2 * step);
    s3.mul(part).intoArray(means, to + 3 * step);
    s4.mul(part).intoArray(means, to + 4 * step);
    s5.mul(part).intoArray(means, to + 5 * step);
  }

  /** Sums whole vectors of each row, and what is left of it behind them. */
  private static void plane(
      float[] x,
      int at,
      int[] pixels,
      int p,
      int[] rows,
      int span,
      float part,
      float[] means,
      int to) {
    for (int i = 0; i < PIXELS; i++) {
      means[to + i] = 0;
    }
    for (int from = 0; from < span; from += LANES) {
      VectorMask<Float> mask = FLOATS.indexInRange(from, span);
      columns(x, at + from, pixels, p, rows, mask, part, means, to);
    }
  }

  private static void columns(
      float[] x,
      int at,
      int[] pixels,
      int p,
      int[] rows,
      VectorMask<Float> mask,
      float part,
      float[] means,
      int to) {
    int x0 = at + pixels[p];
    int x1 = at + pixels[p + 1];
    int x2 = at + pixels[p + 2];
    int x3 = at + pixels[p + 3];
    int x4 = at + pixels[p + 4];
    int x5 = at + pixels[p + 5];
    FloatVector s0 = FloatVector.zero(FLOATS);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    for (int row : rows) {
      s0 = s0.add(FloatVector.fromArray(FLOATS, x, x0 + row, mask));
      s1 = s1.add(FloatVector.fromArray(FLOATS, x, x1 + row, mask));
      s2 = s2.add(FloatVector.fromArray(FLOATS, x, x2 + row, mask));
      s3 = s3.add(FloatVector.fromArray(FLOATS, x, x3 + row, mask));
      s4 = s4.add(FloatVector.fromArray(FLOATS, x, x4 + row, mask));
      s5 = s5.add(FloatVector.fromArray(FLOATS, x, x5 + row, mask));
    }
    means[to] += LaneSum.of(s0) * part;
    means[to + 1] += LaneSum.of(s1) * part;
    means[to + 2] += LaneSum.of(s2) * part;
    means[to + 3] += LaneSum.of(s3) * part;
    means[to + 4] += LaneSum.of(s4) * part;
    means[to + 5] += LaneSum.of(s5) * part;
  }
}
