package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.junit.jupiter.api.Test;

class PoolingTest {
  @Property(tries = 120)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 33) int channels,
      @ForAll @IntRange(min = 5, max = 20) int height,
      @ForAll @IntRange(min = 5, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 5) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 0, max = 2) int pad,
      @ForAll boolean max) {
    int padding = Math.min(pad, kernel - 1);
    PoolingShape shape = shape(max, channels, height, width, kernel, stride, padding);
    float[] nchw = Check.random(channels * height * width, 1);
    double[] expected = naive(shape, kernel, stride, padding, nchw);
    // A border that must not be read.
    float[] x = Check.image(shape.in(), 2, nchw);
    for (Kernels kernels : Check.KERNELS) {
      float[] y = Check.image(shape.out(), 3, new float[expected.length]);
      float[] scratch = new float[shape.scratchFloats() + 1];
      int row = shape.out().height() / 2;
      int rows = shape.out().height();
      int blocks = shape.out().blocks();
      kernels.pool(shape, x, 2, y, 3, 0, blocks, row, rows, scratch, 1);
      kernels.pool(shape, x, 2, y, 3, 0, blocks, 0, row, scratch, 1);
      Check.image(kernels.description() + shape, shape.out(), 3, expected, y, 1.0 / kernel, 1e-5);
    }
  }

  private static PoolingShape shape(
      boolean max, int channels, int height, int width, int kernel, int stride, int pad) {
    int rows = outputs(height, kernel, stride, pad);
    int columns = outputs(width, kernel, stride, pad);
    return new PoolingShape(
        max,
        new BlockedLayout(channels, height, width, 1, 1),
        new BlockedLayout(channels, rows, columns, 0, 2),
        WindowSpans.of(height, rows, kernel, stride, pad),
        WindowSpans.of(width, columns, kernel, stride, pad));
  }

  /** Caffe rounds up, and drops a last window that would start in the padding. */
  private static int outputs(int input, int kernel, int stride, int pad) {
    int outputs = (int) Math.ceil((input + 2 * pad - kernel) / (double) stride) + 1;
    return (outputs - 1) * stride >= input + pad ? outputs - 1 : outputs;
  }

  private static double[] naive(PoolingShape s, int kernel, int stride, int pad, float[] x) {
    double[] y = new double[s.out().channels() * s.out().height() * s.out().width()];
    int i = 0;
    for (int c = 0; c < s.out().channels(); c++) {
      for (int row = 0; row < s.out().height(); row++) {
        for (int column = 0; column < s.out().width(); column++) {
          y[i++] = window(s, c, row * stride - pad, column * stride - pad, kernel, pad, x);
        }
      }
    }
    return y;
  }

  private static double window(
      PoolingShape s, int c, int top, int left, int kernel, int pad, float[] x) {
    int height = s.in().height();
    int width = s.in().width();
    double sum = 0;
    double max = -Double.MAX_VALUE;
    int area = 0;
    for (int row = top; row < top + kernel; row++) {
      for (int column = left; column < left + kernel; column++) {
        area += row < height + pad && column < width + pad ? 1 : 0;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          double value = x[(c * height + row) * width + column];
          sum += value;
          max = Math.max(max, value);
        }
      }
    }
    if (max == -Double.MAX_VALUE) {
      return s.max() ? -Float.MAX_VALUE : 0;
    }
    return s.max() ? max : sum / area;
  }

  /** As in Caffe, whose maximum begins at the least float. */
  @Test
  void notANumberIsNeverTheGreatest() {
    for (int place = 0; place < 9; place++) {
      PoolingShape shape = shape(true, 16, 3, 3, 3, 1, 0);
      float[] nchw = new float[16 * 9];
      java.util.Arrays.fill(nchw, -2);
      for (int c = 0; c < 16; c++) {
        nchw[c * 9 + place] = Float.NaN;
      }
      float[] x = Check.image(shape.in(), 0, nchw);
      for (Kernels kernels : Check.KERNELS) {
        float[] y = new float[shape.out().imageFloats()];
        kernels.pool(shape, x, 0, y, 0, 0, 1, 0, 1, new float[shape.scratchFloats()], 0);
        assertEquals(-2, y[shape.out().offset(5, 0, 0)], kernels.description() + " at " + place);
      }
    }
  }

  @Test
  void lastWindowsAreClipped() {
    // 7 inputs, kernel 3, stride 2, padding 1, rounded up: windows start at -1, 1, 3 and 5.
    WindowSpans spans = WindowSpans.of(7, 4, 3, 2, 1);
    assertEquals(0, spans.from(0));
    assertEquals(2, spans.to(0));
    assertEquals(3, spans.divisor(0));
    assertEquals(5, spans.from(3));
    assertEquals(7, spans.to(3));
    assertEquals(3, spans.divisor(3));
  }
}
