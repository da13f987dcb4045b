package org.dyvedeep.engine.kernel.scalar;

import java.util.List;
import org.dyvedeep.engine.kernel.ElementFunction;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.LrnShape;
import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.PixelTiles;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.TileSizes;
import org.dyvedeep.engine.kernel.WindowTest;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Kernels in plain Java, with inner loops over the 16 channels of a block. */
public final class ScalarKernels implements Kernels {
  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final ElementFunction RELU =
      new ElementFunction(ElementFunction.Kind.RECTIFIER, 0, 0);
  private static final TileSizes TILES = new TileSizes(List.of(), 1, 1);

  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public TileSizes tileSizes() {
    return TILES;
  }

  @Override
  public void multiply(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromStrip,
      int toStrip,
      int fromTile,
      int toTile) {
    ScalarTapProduct.multiply(product, x, xo, y, yo, fromStrip, toStrip, fromTile, toTile);
  }

  @Override
  public void multiplyStrip(
      TapProduct product, int strip, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    PixelTiles tiles = product.tiles();
    int end = tiles.start(tiles.count());
    ScalarTapProduct.multiplyStrip(
        product, strip, w, wo, x, xo, y, yo, tiles.input(), tiles.output(), 0, end);
  }

  @Override
  public void multiplyPixels(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int fromStrip,
      int toStrip,
      int[] in,
      int[] out,
      int from,
      int to) {
    ScalarTapProduct.multiplyPixels(product, x, xo, y, yo, fromStrip, toStrip, in, out, from, to);
  }

  @Override
  public int listTaps(
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
    return ScalarListedTaps.list(
        x, xo, pixels, p, count, taps, fromTap, toTap, skipped, so, list, from);
  }

  @Override
  public void multiplyListed(
      TapProduct product,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int strip,
      int p,
      int[] list,
      int from,
      int to,
      boolean more) {
    ScalarListedTaps.multiply(product, x, xo, y, yo, strip, p, list, from, to, more);
  }

  @Override
  public void findFlat(
      WindowTest test,
      int kind,
      float[] x,
      int xo,
      int fromBlock,
      int toBlock,
      int[] flat,
      int[] rough) {
    ScalarFlatWindows.find(test, kind, x, xo, fromBlock, toBlock, flat, rough);
  }

  @Override
  public void windowMeans(
      WindowTest test,
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int fromBlock,
      int toBlock,
      int[] flat,
      float[] means,
      int mo) {
    ScalarFlatWindows.means(test, x, xo, pixels, p, fromBlock, toBlock, flat, means, mo);
  }

  @Override
  public int interpolate(
      PixelNeighbours table, float[] y, int yo, int fromPixel, int toPixel, int[] kept, int ko) {
    return ScalarInterpolation.run(table, y, yo, fromPixel, toPixel, kept, ko);
  }

  @Override
  public int interpolatePatches(
      PatchNeighbours table, float[] y, int yo, int fromPatch, int toPatch, int[] kept, int ko) {
    return ScalarPatchInterpolation.run(table, y, yo, fromPatch, toPatch, kept, ko);
  }

  @Override
  public void dots(
      float[] w,
      int k,
      float[] x,
      int xo,
      int batch,
      float[] y,
      int yo,
      int yStride,
      int fromOutput,
      int toOutput) {
    for (int i = 0; i < batch; i++) {
      for (int o = fromOutput; o < toOutput; o++) {
        y[yo + i * yStride + o] = ScalarRows.dot(w, o * k, k, x, xo + i * k);
      }
    }
  }

  @Override
  public void interleaveRows(float[] w, int wo, int k, int count, int rows, float[] panel, int po) {
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < k; i++) {
        panel[po + (i / BLOCK * rows + row) * BLOCK + i % BLOCK] = w[wo + row * k + i];
      }
    }
  }

  @Override
  public void depthwiseRow(
      float[] x,
      int xo,
      int step,
      int[] taps,
      float[] w,
      int wo,
      float[] b,
      int bo,
      float[] y,
      int yo,
      int width,
      boolean relu) {
    for (int i = 0; i < width; i++) {
      ScalarRows.depthwisePixel(x, xo + i * step, taps, w, wo, b, bo, y, yo + i * BLOCK);
    }
    if (relu) {
      apply(RELU, y, yo, y, yo, width * BLOCK);
    }
  }

  @Override
  public void pool(
      PoolingShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromBlock,
      int toBlock,
      int fromRow,
      int toRow,
      float[] scratch,
      int so) {
    ScalarPooling.run(shape, x, xImage, y, yImage, fromBlock, toBlock, fromRow, toRow);
  }

  @Override
  public void lrn(
      LrnShape shape,
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromRow,
      int toRow,
      float[] scratch,
      int so) {
    ScalarLrn.run(shape, x, xImage, y, yImage, fromRow, toRow);
  }

  @Override
  public void apply(ElementFunction function, float[] x, int xo, float[] y, int yo, int count) {
    for (int i = 0; i < count; i++) {
      y[yo + i] = function.of(x[xo + i]);
    }
  }

  @Override
  public void scaleChannels(
      float[] x, int xo, float[] table, int to, float[] y, int yo, int count) {
    for (int i = 0; i < count; i++) {
      int lane = to + i % BLOCK;
      y[yo + i] = (x[xo + i] - table[lane]) * table[lane + BLOCK] + table[lane + 2 * BLOCK];
    }
  }

  @Override
  public void rectifyChannels(
      float[] x, int xo, float[] slopes, int so, float[] y, int yo, int count) {
    for (int i = 0; i < count; i++) {
      float value = x[xo + i];
      y[yo + i] = value < 0 ? 0f + slopes[so + i % BLOCK] * value : value;
    }
  }

  @Override
  public void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int count) {
    for (int i = 0; i < count; i++) {
      y[yo + i] = b[bo + i] > a[ao + i] ? b[bo + i] : a[ao + i];
    }
  }

  @Override
  public void addRows(
      float[] w,
      int[] rows,
      int shift,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    for (int j = 0; j < rowCount; j++) {
      ScalarRows.addScaled(factors[j], w, rows[j] + shift, y, yo, count);
    }
  }

  @Override
  public void addRows(
      byte[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    ScalarSplitRows.add(w, wo, stride, which, factors, rowCount, y, yo, count);
  }

  @Override
  public void addRows(
      short[] w,
      int wo,
      int stride,
      int[] which,
      float[] factors,
      int rowCount,
      float[] y,
      int yo,
      int count) {
    ScalarSplitRows.add(w, wo, stride, which, factors, rowCount, y, yo, count);
  }

  @Override
  public void rowDots(
      byte[] w, int wo, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo) {
    ScalarSplitRows.dots(w, wo, k, rows, from, to, x, xo, y, yo);
  }

  @Override
  public void rowDots(
      short[] w,
      int wo,
      int k,
      int[] rows,
      int from,
      int to,
      float[] x,
      int xo,
      float[] y,
      int yo) {
    ScalarSplitRows.dots(w, wo, k, rows, from, to, x, xo, y, yo);
  }

  @Override
  public void winogradWeights(
      int pair, float[] g, int go, int count, float[] u, int uo, int placeStep) {
    ScalarWinograd.weights(pair, g, go, count, u, uo, placeStep);
  }

  @Override
  public void winogradInput(
      int patch,
      float[] x,
      int xo,
      int rowStride,
      float[] half,
      int ho,
      float[] v,
      int vo,
      int step) {
    ScalarWinograd.input(patch, x, xo, rowStride, half, ho, v, vo, step);
  }

  @Override
  public void winogradOutput(
      int side,
      int patch,
      float[] m,
      int mo,
      int step,
      float[] bias,
      int bo,
      boolean relu,
      float[] half,
      int ho,
      float[] y,
      int yo,
      int rowStride) {
    ScalarWinograd.output(side, patch, m, mo, step, bias, bo, relu, half, ho, y, yo, rowStride);
  }

  @Override
  public void addStretches(
      float[] x,
      int xo,
      int[] starts,
      int first,
      int[] list,
      int count,
      int[] taps,
      float[] weights,
      int fromTap,
      int toTap,
      float[] sums,
      int so) {
    ScalarStretches.add(x, xo, starts, first, list, count, taps, weights, fromTap, toTap, sums, so);
  }

  @Override
  public void between(
      float[] sums, int so, int[] list, int count, float below, float above, int[] open) {
    ScalarStretches.between(sums, so, list, count, below, above, open);
  }

  @Override
  public void addProducts(
      double[] x,
      int stride,
      int lanes,
      float[] w,
      int wo,
      int[] order,
      int from,
      int to,
      double[] sums) {
    ScalarProducts.add(x, stride, lanes, w, wo, order, from, to, sums);
  }
}
