package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The products of Winograd's algorithm: for each place of a patch, a 1x1 convolution over patches.
 * Immutable and shared by threads.
 */
interface PlaceProducts {
  /** How many strips of outputs the work divides into. */
  int strips();

  /** The block of outputs that a strip begins with; behind the last strip, the number of blocks. */
  int firstBlock(int strip);

  /** Floats of scratch that each thread needs. */
  int scratchFloats();

  /**
   * Multiplies what stands in all places, in a range of strips, upper bound excluded.
   *
   * @param count how many patches
   * @param floats holds the transformed patches, and takes the products
   * @param input where the first place's patches stand
   * @param inputStep floats from one place to the next
   * @param output where the first place's products go
   * @param outputStep floats from one place to the next
   * @param so where the scratch begins in floats
   */
  void run(
      int count,
      int fromStrip,
      int toStrip,
      float[] floats,
      int input,
      int inputStep,
      int output,
      int outputStep,
      int so);

  /** For each number of patches up to the capacity, the tiles that compute them. */
  static List<PixelTiles> tiles(Kernels kernels, ConvolutionShape product, int capacity) {
    List<PixelTiles> tiles = new ArrayList<>();
    for (int count = 0; count <= capacity; count++) {
      // A tile that is too long is faster than several short ones; what it adds is not looked at.
      int pixels = Math.min(capacity, kernels.tileSizes().completed(count));
      int[] all = IntStream.range(0, pixels).toArray();
      tiles.add(DirectConvolution.tiles(kernels.tileSizes(), product, all));
    }
    return tiles;
  }
}
