package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** Rows of a depthwise convolution: four pixels at a time share the weights. */
final class VectorDepthwise {
  private static final int BLOCK = BlockedLayout.BLOCK;
  private static final int PIXELS = 4;

  private VectorDepthwise() {}

  static void row(
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
    for (int lane = 0; lane < BLOCK; lane += LANES) {
      int i = 0;
      for (; i <= width - PIXELS; i += PIXELS) {
        pixels(
            x,
            xo + lane + i * step,
            step,
            taps,
            w,
            wo + lane,
            b,
            bo + lane,
            y,
            yo + lane + i * BLOCK);
      }
      for (; i < width; i++) {
        pixel(x, xo + lane + i * step, taps, w, wo + lane, b, bo + lane, y, yo + lane + i * BLOCK);
      }
    }
    if (relu) {
      VectorFunctions.rectify(y, yo, 0, y, yo, width * BLOCK);
    }
  }

  private static void pixels(
      float[] x,
      int x0,
      int step,
      int[] taps,
      float[] w,
      int wo,
      float[] b,
      int bo,
      float[] y,
      int yo) {
    int x1 = x0 + step;
    int x2 = x1 + step;
    int x3 = x2 + step;
    FloatVector s0 = FloatVector.fromArray(FLOATS, b, bo);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int at = wo;
    for (int tap : taps) {
      FloatVector weight = FloatVector.fromArray(FLOATS, w, at);
      at += BLOCK;
      s0 = weight.fma(FloatVector.fromArray(FLOATS, x, x0 + tap), s0);
      s1 = weight.fma(FloatVector.fromArray(FLOATS, x, x1 + tap), s1);
      s2 = weight.fma(FloatVector.fromArray(FLOATS, x, x2 + tap), s2);
      s3 = weight.fma(FloatVector.fromArray(FLOATS, x, x3 + tap), s3);
    }
    s0.intoArray(y, yo);
    s1.intoArray(y, yo + BLOCK);
    s2.intoArray(y, yo + 2 * BLOCK);
    s3.intoArray(y, yo + 3 * BLOCK);
  }

  private static void pixel(
      float[] x, int xo, int[] taps, float[] w, int wo, float[] b, int bo, float[] y, int yo) {
    FloatVector sum = FloatVector.fromArray(FLOATS, b, bo);
    int at = wo;
    for (int tap : taps) {
      FloatVector weight = FloatVector.fromArray(FLOATS, w, at);
      at += BLOCK;
      sum = weight.fma(FloatVector.fromArray(FLOATS, x, xo + tap), sum);
    }
    sum.intoArray(y, yo);
  }
}
