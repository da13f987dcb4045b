package org.dyvedeep.models.weights;

import java.nio.charset.StandardCharsets;
import org.dyvedeep.models.random.SplitMix64;

/**
 * Deterministic weights for networks whose trained weights are absent: good enough to time a
 * network and to compare engines on it, useless for recognising anything.
 *
 * <p>Blob 0 (the weights of a Convolution, Deconvolution or InnerProduct layer) is He-uniform: each
 * value uniform in (-b, b) with b = sqrt(6 / fanIn), which keeps the size of activations about the
 * same through ReLU layers (He et al., "Delving deep into rectifiers", ICCV 2015). Blob 1 (the
 * biases) is uniform in ({@value #BIAS_BOUND} either side of 0): small, but not zero, so that a
 * forgotten bias shows. Both are scaled by {@value #LAST_LAYER_SCALE} in the last layer, so that a
 * Softmax after it does not saturate.
 *
 * <p>A value depends on (seed, layer name, blob index, position) alone, never on the order of calls
 * or on threads. Instances are immutable and thread-safe.
 */
public final class SeededWeights {
  /** The seed used where the user names none. */
  public static final long DEFAULT_SEED = 1;

  /** Largest size of a bias outside the last layer. */
  public static final float BIAS_BOUND = 0.05f;

  /** Factor on every value of the last layer. */
  public static final float LAST_LAYER_SCALE = 0.02f;

  private static final long FNV_OFFSET_BASIS = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final double TWO_POW_MINUS_23 = 0x1.0p-23;

  private final long seed;

  /**
   * Chooses a set of weights.
   *
   * @param seed any value
   */
  public SeededWeights(long seed) {
    this.seed = seed;
  }

  /**
   * Fills one parameter blob.
   *
   * @param layer the layer's name in the prototxt
   * @param blobIndex 0 for weights, 1 for biases
   * @param fanIn products that are summed into one output: C / group x Kh x Kw for a Convolution,
   *     the number of inputs for an InnerProduct
   * @param lastLayer whether this is the last layer that has weights
   * @param out receives the values in the blob's row-major order; filled completely
   * @throws IllegalArgumentException if blobIndex is neither 0 nor 1, or fanIn is not positive
   */
  public void fill(String layer, int blobIndex, int fanIn, boolean lastLayer, float[] out) {
    double scale = bound(layer, blobIndex, fanIn) * (lastLayer ? LAST_LAYER_SCALE : 1);
    long key = key(layer, blobIndex);
    for (int i = 0; i < out.length; i++) {
      // 24 bits make every value exact before the one rounding at the end.
      double unit = (SplitMix64.at(key, i) >>> 40) * TWO_POW_MINUS_23 - 1;
      out[i] = (float) (unit * scale);
    }
  }

  private static double bound(String layer, int blobIndex, int fanIn) {
    if (fanIn <= 0) {
      throw new IllegalArgumentException(
          "layer " + layer + ": fan-in must be positive, found " + fanIn);
    }
    return switch (blobIndex) {
      case 0 -> Math.sqrt(6.0 / fanIn);
      case 1 -> BIAS_BOUND;
      default ->
          throw new IllegalArgumentException(
              "layer "
                  + layer
                  + ": seeded weights exist for blob 0 (weights) and blob 1 (biases), found blob "
                  + blobIndex);
    };
  }

  private long key(String layer, int blobIndex) {
    long hash = FNV_OFFSET_BASIS;
    for (byte b : layer.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    return SplitMix64.mix(SplitMix64.mix(SplitMix64.mix(seed) ^ hash) + blobIndex + 1);
  }
}
