package org.dyvedeep.engine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Weights as Deep Compression writes them, of random values at random places. */
public final class RandomCodebook {
  private RandomCodebook() {}

  /**
   * Pruned weights, with fillers where a gap is too long for 4 bits.
   *
   * @param bits 4 or 8
   * @param share how many of the weights are kept, 0 to 1
   */
  public static CodebookWeights weights(Shape shape, int bits, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] codebook = new float[1 << bits];
    for (int i = 1; i < codebook.length; i++) {
      codebook[i] = (float) random.nextGaussian();
    }
    List<Integer> codes = new ArrayList<>();
    List<Integer> gaps = new ArrayList<>();
    int gap = 0;
    for (int i = 0; i < shape.size(); i++) {
      int code = random.nextDouble() < share ? random.nextInt(codebook.length) : 0;
      if (code != 0 || gap == 15) {
        codes.add(code);
        gaps.add(gap);
        gap = 0;
      } else {
        gap++;
      }
    }
    return new CodebookWeights(
        shape, codebook, bits, codes.size(), packed(codes, bits), packed(gaps, 4));
  }

  /** Entries of some bits each, the lowest bits of a byte first. */
  static byte[] packed(List<Integer> entries, int bits) {
    byte[] bytes = new byte[(entries.size() * bits + 7) / 8];
    for (int i = 0; i < entries.size(); i++) {
      bytes[i * bits / 8] |= (byte) (entries.get(i) << (i * bits % 8));
    }
    return bytes;
  }
}
