package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Interpolation of patches that are like their neighbours, a vector of channels at a time. */
final class VectorPatchInterpolation {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private VectorPatchInterpolation() {}

  static int run(
      PatchNeighbours table, float[] y, int yo, int fromPatch, int toPatch, int[] kept, int ko) {
    int channels = table.channels();
    int blockStride = table.blockStride();
    int next = ko;
    for (int i = fromPatch; i < toPatch; i++) {
      int channel = 0;
      boolean alike = true;
      while (channel < channels && alike) {
        int at = yo + channel / BLOCK * blockStride + channel % BLOCK;
        alike = interpolate(table, y, at, i, channel);
        channel += LANES;
      }
      if (!alike) {
        kept[next++] = i;
      }
    }
    return next - ko;
  }

  private static boolean interpolate(
      PatchNeighbours table, float[] y, int at, int patch, int channel) {
    int[] neighbours = table.neighbours();
    int n = patch * PatchNeighbours.NEIGHBOURS;
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, at + neighbours[n]);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 1]);
    FloatVector l0 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 2]);
    FloatVector r0 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 3]);
    FloatVector l1 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 4]);
    FloatVector r1 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 5]);
    FloatVector b0 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 6]);
    FloatVector b1 = FloatVector.fromArray(FLOATS, y, at + neighbours[n + 7]);
    FloatVector greatest =
        VectorInterpolation.greater(
            VectorInterpolation.greater(
                VectorInterpolation.greater(a0, a1), VectorInterpolation.greater(l0, r0)),
            VectorInterpolation.greater(
                VectorInterpolation.greater(l1, r1), VectorInterpolation.greater(b0, b1)));
    FloatVector least =
        VectorInterpolation.less(
            VectorInterpolation.less(
                VectorInterpolation.less(a0, a1), VectorInterpolation.less(l0, r0)),
            VectorInterpolation.less(
                VectorInterpolation.less(l1, r1), VectorInterpolation.less(b0, b1)));
    VectorMask<Float> low =
        greatest.compare(
            VectorOperators.LT, FloatVector.fromArray(FLOATS, table.maxValue(), channel));
    VectorMask<Float> flat =
        greatest
            .sub(least)
            .compare(VectorOperators.LT, FloatVector.fromArray(FLOATS, table.maxSpread(), channel));
    if (!low.or(flat).allTrue()) {
      return false;
    }
    int[] places = table.places();
    float[] shares = table.shares();
    int p = patch * PatchNeighbours.PIXELS;
    int s = p * PatchNeighbours.SHARES;
    mean(a0, l0, r0, b0, shares, s).intoArray(y, at + places[p]);
    mean(a1, l0, r0, b1, shares, s + 4).intoArray(y, at + places[p + 1]);
    mean(a0, l1, r1, b0, shares, s + 8).intoArray(y, at + places[p + 2]);
    mean(a1, l1, r1, b1, shares, s + 12).intoArray(y, at + places[p + 3]);
    return true;
  }

  private static FloatVector mean(
      FloatVector above, FloatVector left, FloatVector right, FloatVector below, float[] w, int s) {
    return above
        .mul(w[s])
        .add(left.mul(w[s + 1]))
        .add(right.mul(w[s + 2]).add(below.mul(w[s + 3])));
  }
}
