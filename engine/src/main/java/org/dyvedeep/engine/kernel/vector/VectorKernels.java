package org.dyvedeep.engine.kernel.vector;

import java.util.List;
import org.dyvedeep.engine.kernel.ElementFunction;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.LrnShape;
import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.TapProduct;
import org.dyvedeep.engine.kernel.TileSizes;
import org.dyvedeep.engine.kernel.WindowTest;

/** Kernels on the Vector API, at the width that {@link Species} chose. */
public final class VectorKernels implements Kernels {
  /** The cost of indirect tiles was measured: they keep their offsets on the stack. */
  private static final TileSizes TILES =
      Species.MANY_REGISTERS
          ? new TileSizes(List.of(14, 13, 12, 9, 8), List.of(14), 14, 1.12)
          : new TileSizes(List.of(6), List.of(6), 6, 1.12);

  /**
   * Checks the vectors.
   *
   * @throws UnsupportedOperationException if they are narrower than 128 bits
   */
  public VectorKernels() {
    if (Species.LANES < 4) {
      throw new UnsupportedOperationException(
          "vectors of " + Species.LANES + " floats are too narrow; 4 are needed");
    }
  }

  @Override
  public String description() {
    return "vector, " + Species.LANES * Float.SIZE + " bits";
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
    VectorTapProduct.multiply(product, x, xo, y, yo, fromStrip, toStrip, fromTile, toTile);
  }

  @Override
  public void multiplyStrip(
      TapProduct product, int strip, float[] w, int wo, float[] x, int xo, float[] y, int yo) {
    int tiles = product.tiles().count();
    VectorTapProduct.multiplyStrip(product, strip, w, wo, x, xo, y, yo, 0, tiles);
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
    VectorTapProduct.multiplyPixels(product, x, xo, y, yo, fromStrip, toStrip, in, out, from, to);
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
    return VectorListedTaps.list(
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
    VectorListedTaps.multiply(product, x, xo, y, yo, strip, p, list, from, to, more);
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
    VectorFlatWindows.find(test, kind, x, xo, fromBlock, toBlock, flat, rough);
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
    VectorWindowMeans.run(test, x, xo, pixels, p, fromBlock, toBlock, flat, means, mo);
  }

  @Override
  public int interpolate(
      PixelNeighbours table, float[] y, int yo, int fromPixel, int toPixel, int[] kept, int ko) {
    return VectorInterpolation.run(table, y, yo, fromPixel, toPixel, kept, ko);
  }

  @Override
  public int interpolatePatches(
      PatchNeighbours table, float[] y, int yo, int fromPatch, int toPatch, int[] kept, int ko) {
    return VectorPatchInterpolation.run(table, y, yo, fromPatch, toPatch, kept, ko);
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
    VectorDots.run(w, k, x, xo, batch, y, yo, yStride, fromOutput, toOutput);
  }

  @Override
  public void interleaveRows(float[] w, int wo, int k, int count, int rows, float[] panel, int po) {
    VectorRows.interleave(w, wo, k, count, rows, panel, po);
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
    VectorDepthwise.row(x, xo, step, taps, w, wo, b, bo, y, yo, width, relu);
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
    VectorPooling.run(shape, x, xImage, y, yImage, fromBlock, toBlock, fromRow, toRow, scratch, so);
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
    VectorLrn.run(shape, x, xImage, y, yImage, fromRow, toRow, scratch, so);
  }

  @Override
  public void apply(ElementFunction function, float[] x, int xo, float[] y, int yo, int count) {
    VectorFunctions.apply(function, x, xo, y, yo, count);
  }

  @Override
  public void scaleChannels(
      float[] x, int xo, float[] table, int to, float[] y, int yo, int count) {
    VectorChannels.scale(x, xo, table, to, y, yo, count);
  }

  @Override
  public void rectifyChannels(
      float[] x, int xo, float[] slopes, int so, float[] y, int yo, int count) {
    VectorChannels.rectify(x, xo, slopes, so, y, yo, count);
  }

  @Override
  public void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int count) {
    VectorElementwise.max(a, ao, b, bo, y, yo, count);
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
    VectorRowSums.add(w, rows, shift, factors, rowCount, y, yo, count);
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
    VectorByteRows.add(w, wo, stride, which, factors, rowCount, y, yo, count);
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
    VectorShortRows.add(w, wo, stride, which, factors, rowCount, y, yo, count);
  }

  @Override
  public void rowDots(
      byte[] w, int wo, int k, int[] rows, int from, int to, float[] x, int xo, float[] y, int yo) {
    VectorByteRows.dots(w, wo, k, rows, from, to, x, xo, y, yo);
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
    VectorShortRows.dots(w, wo, k, rows, from, to, x, xo, y, yo);
  }

  @Override
  public void winogradWeights(
      int pair, float[] g, int go, int count, float[] u, int uo, int placeStep) {
    VectorWinogradWeights.pair(pair, g, go, count, u, uo, placeStep);
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
    VectorWinograd.input(patch, x, xo, rowStride, half, ho, v, vo, step);
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
    VectorWinograd.output(side, patch, m, mo, step, bias, bo, relu, half, ho, y, yo, rowStride);
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
    VectorStretches.add(x, xo, starts, first, list, count, taps, weights, fromTap, toTap, sums, so);
  }

  @Override
  public void between(
      float[] sums, int so, int[] list, int count, float below, float above, int[] open) {
    VectorStretches.between(sums, so, list, count, below, above, open);
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
    VectorProducts.add(x, stride, lanes, w, wo, order, from, to, sums);
  }
}
