package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Interpolation of pixels that are like their neighbours, a vector of channels at a time. */
final class VectorInterpolation {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorInterpolation() {}

  static int run(
      PixelNeighbours table, float[] y, int yo, int fromPixel, int toPixel, int[] kept, int ko) {
    int[] places = table.places();
    int[] neighbours = table.neighbours();
    float[] shares = table.shares();
    float[] maxValue = table.maxValue();
    float[] maxSpread = table.maxSpread();
    int channels = table.channels();
    int blockStride = table.blockStride();
    int next = ko;
    for (int i = fromPixel; i < toPixel; i++) {
      int channel = 0;
      boolean alike = true;
      while (channel < channels && alike) {
        int at = yo + channel / BLOCK * blockStride + channel % BLOCK;
        alike =
            interpolate(
                y,
                at,
                at + places[i],
                neighbours,
                shares,
                i * PixelNeighbours.NEIGHBOURS,
                maxValue,
                maxSpread,
                channel);
        channel += LANES;
      }
      if (!alike) {
        kept[next++] = i;
      }
    }
    return next - ko;
  }

  private static boolean interpolate(
      float[] y,
      int at,
      int place,
      int[] neighbours,
      float[] shares,
      int n,
      float[] maxValue,
      float[] maxSpread,
      int channel) {
    FloatVector a = FloatVector.fromArray(FLOATS, y, at + neighbours[n]);
    FloatVector b = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 1]);
    FloatVector c = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 2]);
    FloatVector d = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 3]);
    FloatVector greatest = greater(greater(a, b), greater(c, d));
    FloatVector spread = greatest.sub(less(less(a, b), less(c, d)));
    VectorMask<Float> low =
        greatest.compare(VectorOperators.LT, FloatVector.fromArray(FLOATS, maxValue, channel));
    VectorMask<Float> flat =
        spread.compare(VectorOperators.LT, FloatVector.fromArray(FLOATS, maxSpread, channel));
    if (!low.or(flat).allTrue()) {
      return false;
    }
    a.mul(shares[n])
        .add(b.mul(shares[n + 1]))
        .add(c.mul(shares[n + 2]).add(d.mul(shares[n + 3])))
        .intoArray(y, place);
    return true;
  }

  /** Two instructions, where max takes five for the sake of zeros' signs and NaN. */
  static FloatVector greater(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.GT, a));
  }

  static FloatVector less(FloatVector a, FloatVector b) {
    return a.blend(b, b.compare(VectorOperators.LT, a));
  }
}
