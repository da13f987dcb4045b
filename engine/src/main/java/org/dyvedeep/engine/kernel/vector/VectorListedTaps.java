package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The tap product over lists of those taps that are not zero for all pixels of a tile. */
final class VectorListedTaps {
  private static final int BLOCK = BlockedLayout.BLOCK;

  /** Four vectors in one block of outputs or in four, unless that needs too many registers. */
  private static final int VECTORS = Species.MANY_REGISTERS ? 4 : 2;

  private static final ListedTile TILE =
      Species.MANY_REGISTERS ? new ListedTile6x4() : new ListedTile6x2();

  private VectorListedTaps() {}

  static int list(
      float[] x, int xo, int[] pixels, int p, int count, int[] taps, int[] list, int from) {
    int bits = list.length - LANES;
    int to = from;
    int tap = 0;
    while (tap < taps.length) {
      int next = tap + LANES;
      // Offsets rise, so that these are neighbours.
      if (next <= taps.length && taps[next - 1] - taps[tap] == LANES - 1) {
        union(x, xo + taps[tap], pixels, p, count, list, bits);
        for (int lane = 0; lane < LANES; lane++) {
          list[to] = taps[tap] + lane;
          list[to + 1] = tap + lane;
          // Without a branch, which would often be mispredicted: 2 if a bit is set, else 0.
          to += (list[bits + lane] | -list[bits + lane]) >>> 30 & 2;
        }
        tap = next;
      } else {
        int union = 0;
        for (int i = p; i < p + count; i++) {
          union |= Float.floatToRawIntBits(x[xo + pixels[i] + taps[tap]]);
        }
        list[to] = taps[tap];
        list[to + 1] = tap++;
        to += (union | -union) >>> 30 & 2;
      }
    }
    return to;
  }

  /** The bits that are set in any of the pixels, lane by lane. */
  private static void union(float[] x, int xo, int[] pixels, int p, int count, int[] bits, int to) {
    IntVector union = FloatVector.fromArray(FLOATS, x, xo + pixels[p]).reinterpretAsInts();
    for (int i = p + 1; i < p + count; i++) {
      union = union.or(FloatVector.fromArray(FLOATS, x, xo + pixels[i]).reinterpretAsInts());
    }
    union.intoArray(bits, to);
  }

  static void multiply(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int stripIndex,
      int p,
      int[] list,
      int from,
      int to) {
    TapProduct.Strip strip = product.strip(stripIndex);
    int[] in = product.tiles().input();
    int[] out = product.tiles().output();
    int pixels = product.tiles().indirectPixels();
    int outputs = strip.blocks() * BLOCK;
    int yStep = LANES == BLOCK ? product.blockStride() : LANES;
    for (int output = 0; output < outputs; output += VECTORS * LANES) {
      int first = strip.block() * BLOCK + output;
      int y0 = yo + first / BLOCK * product.blockStride() + first % BLOCK;
      int wo = strip.weight() + output;
      TILE.run(
          x,
          xo,
          in,
          out,
          p,
          list,
          from,
          to,
          product.weights(),
          wo,
          outputs,
          product.bias(),
          first,
          y,
          y0,
          yStep);
      for (int q = 0; q < VECTORS && product.relu(); q++) {
        VectorTapProduct.relu(y, y0 + q * yStep, out, p, pixels);
      }
    }
  }
}
