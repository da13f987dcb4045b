package org.dyvedeep.engine.kernel;

/**
 * Softmax over the channels of NCHW rows. In plain Java only: a classifier's thousand scores take a
 * few microseconds.
 */
public final class Softmax {
  private Softmax() {}

  /**
   * Normalises the channels at each of the inner positions of an image. Input and output may be the
   * same.
   *
   * @param inner floats from one channel to the next, such as height * width
   */
  public static void run(float[] x, int xo, float[] y, int yo, int channels, int inner) {
    for (int i = 0; i < inner; i++) {
      position(x, xo + i, y, yo + i, channels, inner);
    }
  }

  private static void position(float[] x, int xo, float[] y, int yo, int channels, int inner) {
    float max = x[xo];
    for (int c = 1; c < channels; c++) {
      max = Math.max(max, x[xo + c * inner]);
    }
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      float exponential = (float) Math.exp(x[xo + c * inner] - max);
      y[yo + c * inner] = exponential;
      sum += exponential;
    }
    float factor = (float) (1 / sum);
    for (int c = 0; c < channels; c++) {
      y[yo + c * inner] *= factor;
    }
  }
}
