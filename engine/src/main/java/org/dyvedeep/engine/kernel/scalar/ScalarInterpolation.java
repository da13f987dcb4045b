package org.dyvedeep.engine.kernel.scalar;

import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Interpolation of pixels that are like their neighbours. */
final class ScalarInterpolation {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private ScalarInterpolation() {}

  static int run(
      PixelNeighbours table, float[] y, int yo, int fromPixel, int toPixel, int[] kept, int ko) {
    int next = ko;
    for (int i = fromPixel; i < toPixel; i++) {
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
      PixelNeighbours table, int pixel, int channel, float[] y, int yo) {
    int at = yo + channel / BLOCK * table.blockStride() + channel % BLOCK;
    int first = pixel * PixelNeighbours.NEIGHBOURS;
    float greatest = y[at + table.neighbours()[first]];
    float least = greatest;
    float sum = 0;
    for (int n = first; n < first + PixelNeighbours.NEIGHBOURS; n++) {
      float value = y[at + table.neighbours()[n]];
      greatest = Math.max(greatest, value);
      least = Math.min(least, value);
      sum += value * table.shares()[n];
    }
    if (greatest < table.maxValue()[channel] || greatest - least < table.maxSpread()[channel]) {
      y[at + table.places()[pixel]] = sum;
      return true;
    }
    return false;
  }
}
