package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;

/** Products with weights that were transformed, and packed, once. */
final class PackedPlaces implements PlaceProducts {
  // For each number of patches from 0 on, the products in all places.
  private final List<List<DirectConvolution>> products = new ArrayList<>();

  /**
   * Transforms and packs the weights, which are not kept.
   *
   * @param side outputs of a patch along each axis
   * @param kernel taps along each axis: 3 to 5
   * @param product the 1x1 convolution of a place, over as many pixels as patches are computed at a
   *     time at most
   */
  PackedPlaces(Kernels kernels, int side, int kernel, ConvolutionShape product, float[] weights) {
    int patch = side + kernel - 1;
    List<DirectConvolution> places = new ArrayList<>();
    for (int place = 0; place < patch * patch; place++) {
      float[] transformed = WinogradWeights.place(side, kernel, weights, place);
      places.add(new DirectConvolution(kernels, product, transformed, null, false));
    }
    for (PixelTiles tiles : PlaceProducts.tiles(kernels, product, product.out().width())) {
      products.add(places.stream().map(place -> place.with(tiles)).toList());
    }
  }

  @Override
  public int strips() {
    return anyPlace().strips();
  }

  @Override
  public int firstBlock(int strip) {
    return anyPlace().firstBlock(strip);
  }

  private DirectConvolution anyPlace() {
    return products.get(0).get(0);
  }

  @Override
  public int scratchFloats() {
    return 0;
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
    List<DirectConvolution> places = products.get(count);
    for (int place = 0; place < places.size(); place++) {
      DirectConvolution product = places.get(place);
      int from = input + place * inputStep;
      int to = output + place * outputStep;
      product.run(floats, from, floats, to, fromStrip, toStrip, 0, product.tiles());
    }
  }
}
