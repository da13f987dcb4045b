package org.dyvedeep.engine.kernel;

import java.util.List;
import org.dyvedeep.engine.kernel.TapProduct.Strip;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * Products of F(4x4, 3x3) with weights that are transformed at each run, a strip of outputs and two
 * rows of places at a time: what was transformed is used while it is in a cache, and only the
 * weights themselves, a quarter of the transformed ones, come from memory. That pays where few
 * patches share large weights.
 */
final class FreshPlaces implements PlaceProducts {
  static final int SIDE = 4;

  private static final int PATCH = 6;
  private static final int TAPS = 9;
  private static final int BLOCK = BlockedLayout.BLOCK;

  private final Kernels kernels;
  private final ConvolutionShape product;
  private final float[] weights;
  // Where each strip's weights begin.
  private final int[] starts;
  // For each number of patches from 0 on.
  private final List<TapProduct> products;

  /**
   * Packs the weights, which are not kept: [strip][input][block of 16 outputs][tap of the
   * kernel][output].
   *
   * @param product the 1x1 convolution of a place, over as many pixels as patches are computed at a
   *     time at most
   * @param weights O x C/group x 3 x 3
   */
  FreshPlaces(Kernels kernels, ConvolutionShape product, float[] weights) {
    List<Strip> strips = DirectConvolution.strips(product);
    this.kernels = kernels;
    this.product = product;
    this.starts = new int[strips.size() + 1];
    for (int i = 0; i < strips.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], Math.multiplyExact(TAPS, kernels(strips.get(i))));
    }
    this.weights = new float[starts[strips.size()]];
    for (int tap = 0; tap < TAPS; tap++) {
      pack(strips, tap, tapWeights(weights, tap));
    }
    float[] noBias = new float[product.out().blocks() * BLOCK];
    int blockStride = product.out().blockStride();
    this.products =
        PlaceProducts.tiles(kernels, product, product.out().width()).stream()
            .map(t -> new TapProduct(t, strips, new float[0], noBias, blockStride, false))
            .toList();
  }

  /** What stands at a tap in all kernels. */
  private static float[] tapWeights(float[] weights, int tap) {
    float[] all = new float[weights.length / TAPS];
    for (int i = 0; i < all.length; i++) {
      all[i] = weights[i * TAPS + tap];
    }
    return all;
  }

  private void pack(List<Strip> strips, int tap, float[] values) {
    float[] packed = StripWeights.pack(product, strips, values);
    for (int i = 0; i < strips.size(); i++) {
      Strip strip = strips.get(i);
      for (int at = 0; at < kernels(strip); at += BLOCK) {
        int to = starts[i] + at * TAPS + tap * BLOCK;
        System.arraycopy(packed, strip.weight() + at, weights, to, BLOCK);
      }
    }
  }

  /** How many kernels of one input and one output a strip has. */
  private static int kernels(Strip strip) {
    return strip.taps().length * strip.blocks() * BLOCK;
  }

  /**
   * Floats from a column of places to the next: a line more, since steps of 4 KiB share few sets of
   * a cache.
   */
  private static int step(Strip strip) {
    return kernels(strip) + BLOCK;
  }

  @Override
  public int strips() {
    return starts.length - 1;
  }

  @Override
  public int firstBlock(int strip) {
    return products.get(0).firstBlock(strip);
  }

  @Override
  public int scratchFloats() {
    int most = 0;
    for (int i = 0; i < strips(); i++) {
      most = Math.max(most, 2 * PATCH * step(products.get(0).strip(i)));
    }
    return most;
  }

  @Override
  public void run(
      int count,
      int fromStrip,
      int toStrip,
      float[] floats,
      int input,
      int inputStep,
      int output,
      int outputStep,
      int so) {
    TapProduct places = products.get(count);
    for (int s = fromStrip; s < toStrip; s++) {
      int step = step(places.strip(s));
      int all = kernels(places.strip(s));
      // Transforming weights as they come from memory takes longer. Kept where the first of the
      // transformed ones will stand.
      floats[so] = CacheLines.fetch(weights, starts[s], starts[s + 1]);
      for (int pair = 0; pair < PATCH / 2; pair++) {
        kernels.winogradWeights(pair, weights, starts[s], all, floats, so, step);
        for (int i = 0; i < 2 * PATCH; i++) {
          int place = WinogradWeights.pairedRow(pair, i / PATCH) * PATCH + i % PATCH;
          int from = input + place * inputStep;
          int to = output + place * outputStep;
          kernels.multiplyStrip(places, s, floats, so + i * step, floats, from, floats, to);
        }
      }
    }
  }
}
