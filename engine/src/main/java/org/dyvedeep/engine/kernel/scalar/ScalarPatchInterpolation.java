package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Interpolation of patches that are like their neighbours. */
final class ScalarPatchInterpolation {
  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int SIDE = PatchNeighbours.SIDE;

  private ScalarPatchInterpolation() {}

  static int run(
      PatchNeighbours table, float[] y, int yo, int fromPatch, int toPatch, int[] kept, int ko) {
    int next = ko;
    for (int i = fromPatch; i < toPatch; i++) {
      int channel = 0;
      while (channel < table.channels() && interpolate(table, i, channel, y, yo)) {
        channel++;
      }
      if (channel < table.channels()) {
        kept[next++] = i;
      }
    }
    return next - ko;
  }

  private static boolean interpolate(
      PatchNeighbours table, int patch, int channel, float[] y, int yo) {
    int at = yo + channel / BLOCK * table.blockStride() + channel % BLOCK;
    int first = patch * PatchNeighbours.NEIGHBOURS;
    float greatest = y[at + table.neighbours()[first]];
    float least = greatest;
    for (int n = first + 1; n < first + PatchNeighbours.NEIGHBOURS; n++) {
      float value = y[at + table.neighbours()[n]];
      greatest = Math.max(greatest, value);
      least = Math.min(least, value);
    }
    if (greatest < table.maxValue()[channel] || greatest - least < table.maxSpread()[channel]) {
      for (int pixel = 0; pixel < PatchNeighbours.PIXELS; pixel++) {
        int place = patch * PatchNeighbours.PIXELS + pixel;
        int beside = first + 2 + pixel / SIDE * SIDE;
        int above = first + pixel % SIDE;
        y[at + table.places()[place]] = mean(table, y, at, place, above, beside);
      }
      return true;
    }
    return false;
  }

  private static float mean(
      PatchNeighbours table, float[] y, int at, int place, int above, int beside) {
    int[] neighbours = table.neighbours();
    float[] shares = table.shares();
    int s = place * PatchNeighbours.SHARES;
    return shares[s] * y[at + neighbours[above]]
        + shares[s + 1] * y[at + neighbours[beside]]
        + shares[s + 2] * y[at + neighbours[beside + 1]]
        + shares[s + 3] * y[at + neighbours[above + PatchNeighbours.NEIGHBOURS - SIDE]];
  }
}
