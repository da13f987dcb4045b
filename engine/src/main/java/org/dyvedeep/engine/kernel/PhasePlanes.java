package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * An image as planes of one channel, padding included, in which each tap of a convolution reads
 * neighbouring floats for neighbouring outputs of a row, whatever the stride: with stride s a row
 * is kept as up to s rows, one for each remainder of the column. The first of them begins at a
 * cache line if the planes do.
 */
final class PhasePlanes {
  private final ConvolutionShape shape;
  private final int rows;
  private final int pitch;

  /** Which row of the several a remainder has; -1 where no tap reads it. */
  private final int[] slots;

  private final int phases;

  /** For each remainder, the floats of a row that come from the image and are not padding. */
  private final int[] from;

  private final int[] end;

  /** Plans the planes. */
  PhasePlanes(ConvolutionShape shape) {
    this.shape = shape;
    this.rows =
        (shape.out().height() - 1) * shape.strideY()
            + (shape.kernelY() - 1) * shape.dilationY()
            + 1;
    this.slots = new int[shape.strideX()];
    Arrays.fill(slots, -1);
    int count = 0;
    for (int kx = 0; kx < shape.kernelX(); kx++) {
      int phase = kx * shape.dilationX() % shape.strideX();
      if (slots[phase] < 0) {
        slots[phase] = count++;
      }
    }
    this.phases = count;
    int furthest = (shape.kernelX() - 1) * shape.dilationX() / shape.strideX();
    int floats = shape.out().width() + furthest;
    this.pitch = (floats + CacheLines.LINE - 1) / CacheLines.LINE * CacheLines.LINE;
    Math.multiplyExact(shape.in().channels(), Math.multiplyExact(rows, rowStride()));
    this.from = new int[slots.length];
    this.end = new int[slots.length];
    for (int phase = 0; phase < slots.length; phase++) {
      from[phase] = Math.min(pitch, Math.max(0, ceilDiv(-column(phase), shape.strideX())));
      int last = ceilDiv(shape.in().width() - column(phase), shape.strideX());
      end[phase] = Math.max(from[phase], Math.min(pitch, last));
    }
  }

  /** The column of the image that a row of a remainder begins with. */
  private int column(int phase) {
    return phase - shape.padX();
  }

  private static int ceilDiv(int a, int b) {
    return -Math.floorDiv(-a, b);
  }

  private int rowStride() {
    return phases * pitch;
  }

  private int planeFloats() {
    return rows * rowStride();
  }

  /** Floats of the planes; whoever reads beyond the last row needs room behind them. */
  int floats() {
    return shape.in().channels() * planeFloats();
  }

  /** Where the first tap of an output stands. */
  int start(int row, int column) {
    return row * shape.strideY() * rowStride() + column;
  }

  /** How far a tap stands from the first one. */
  int tap(int channel, int ky, int kx) {
    int column = kx * shape.dilationX();
    return channel * planeFloats()
        + ky * shape.dilationY() * rowStride()
        + slots[column % shape.strideX()] * pitch
        + column / shape.strideX();
  }

  /** Writes the planes of a range of channels, every float of them. */
  void fill(float[] x, int xImage, float[] planes, int po, int fromChannel, int toChannel) {
    int step = shape.in().channelsPerBlock();
    int next;
    for (int first = fromChannel; first < toChannel; first = next) {
      next = Math.min(toChannel, (first / step + 1) * step);
      // Rows outside, since the channels of a block lie side by side.
      for (int row = 0; row < rows; row++) {
        for (int channel = first; channel < next; channel++) {
          fillRow(
              x, xImage, planes, po + channel * planeFloats() + row * rowStride(), channel, row);
        }
      }
    }
  }

  private void fillRow(float[] x, int xImage, float[] planes, int to, int channel, int row) {
    ActivationLayout in = shape.in();
    int y = row - shape.padY();
    if (y < 0 || y >= in.height()) {
      Arrays.fill(planes, to, to + rowStride(), 0);
      return;
    }
    int step = shape.strideX() * in.channelsPerBlock();
    for (int phase = 0; phase < slots.length; phase++) {
      if (slots[phase] >= 0) {
        int at = to + slots[phase] * pitch;
        int first = from[phase];
        Arrays.fill(planes, at, at + first, 0);
        Arrays.fill(planes, at + end[phase], at + pitch, 0);
        if (first < end[phase]) {
          int source = xImage + in.offset(channel, y, first * shape.strideX() + column(phase));
          copy(x, source, step, planes, at + first, end[phase] - first);
        }
      }
    }
  }

  private static void copy(float[] x, int from, int step, float[] to, int at, int count) {
    if (step == 1) {
      System.arraycopy(x, from, to, at, count);
    } else if (step == BlockedLayout.BLOCK) {
      // With a constant step C2 unrolls the loop.
      for (int i = 0; i < count; i++) {
        to[at + i] = x[from + i * BlockedLayout.BLOCK];
      }
    } else {
      for (int i = 0; i < count; i++) {
        to[at + i] = x[from + i * step];
      }
    }
  }
}
