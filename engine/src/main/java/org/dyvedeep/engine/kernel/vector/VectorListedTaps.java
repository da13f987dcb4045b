package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The tap product over lists of those taps that are not zero for all pixels of a tile. */
final class VectorListedTaps {
  private static final int BLOCK = BlockedLayout.BLOCK;

  /** Four vectors in one block of outputs or in four, unless that needs too many registers. */
  private static final int VECTORS = Species.MANY_REGISTERS ? 4 : 2;

  private static final ListedTile[] TILES = {
    new ListedTile6x1(), new ListedTile6x2(), Species.MANY_REGISTERS ? new ListedTile6x4() : null
  };

  /** Where sums begin that begin with the bias: it is the same for all pixels. */
  private static final int[] BIAS = new int[SparseInputConvolution.TILE_PIXELS];

  private VectorListedTaps() {}

  static int list(
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int count,
      int[] taps,
      int fromTap,
      int toTap,
      int[] skipped,
      int so,
      int[] list,
      int from) {
    int bits = list.length - LANES;
    int to = from;
    int tap = fromTap;
    while (tap < toTap) {
      int next = tap + LANES;
      int skip = so + taps[tap] % BLOCK;
      // Offsets rise, so that these are neighbours.
      if (next <= toTap && taps[next - 1] - taps[tap] == LANES - 1) {
        union(x, xo + taps[tap], pixels, p, count, skipped, skip, list, bits);
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
        union &= ~skipped[skip];
        list[to] = taps[tap];
        list[to + 1] = tap++;
        to += (union | -union) >>> 30 & 2;
      }
    }
    return to;
  }

  /** The bits that are set in any of the pixels, lane by lane; none where a lane is skipped. */
  private static void union(
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int count,
      int[] skipped,
      int so,
      int[] bits,
      int to) {
    IntVector union = FloatVector.fromArray(FLOATS, x, xo + pixels[p]).reinterpretAsInts();
    for (int i = p + 1; i < p + count; i++) {
      union = union.or(FloatVector.fromArray(FLOATS, x, xo + pixels[i]).reinterpretAsInts());
    }
    IntVector skip = IntVector.fromArray(union.species(), skipped, so);
    union.lanewise(VectorOperators.AND_NOT, skip).intoArray(bits, to);
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
      int to,
      boolean more) {
    TapProduct.Strip strip = product.strip(stripIndex);
    int[] in = product.tiles().input();
    int[] out = product.tiles().output();
    int pixels = product.tiles().indirectPixels();
    int outputs = strip.blocks() * BLOCK;
    int vectors = Math.min(VECTORS, outputs / LANES);
    ListedTile tile = TILES[vectors / 2];
    int yStep = LANES == BLOCK ? product.blockStride() : LANES;
    for (int output = 0; output < outputs; output += vectors * LANES) {
      int first = strip.block() * BLOCK + output;
      int y0 = yo + first / BLOCK * product.blockStride() + first % BLOCK;
      int wo = strip.weight() + output;
      // What sums begin with is chosen here: a branch in the tile would halve its speed.
      float[] b = more ? y : product.bias();
      int[] pb = more ? out : BIAS;
      int b0 = more ? y0 : first;
      int bStep = more ? yStep : LANES;
      int bp = more ? p : 0;
      tile.run(
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
          b,
          b0,
          bStep,
          pb,
          bp,
          y,
          y0,
          yStep);
      for (int q = 0; q < vectors && product.relu(); q++) {
        VectorTapProduct.relu(y, y0 + q * yStep, out, p, pixels);
      }
    }
  }
}
