package org.dyvedeep.engine.kernel;

/** Convolution of NCHW images by its definition, in double. */
final class NaiveConvolution {
  private NaiveConvolution() {}

  static double[] run(ConvolutionShape s, float[] x, float[] w, float[] bias, boolean relu) {
    int outputs = s.out().channels();
    int height = s.out().height();
    int width = s.out().width();
    double[] y = new double[outputs * height * width];
    int i = 0;
    for (int o = 0; o < outputs; o++) {
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          double sum = (bias == null ? 0 : bias[o]) + element(s, x, w, o, row, column);
          y[i++] = relu ? Math.max(0, sum) : sum;
        }
      }
    }
    return y;
  }

  private static double element(
      ConvolutionShape s, float[] x, float[] w, int o, int row, int column) {
    int channels = s.in().channels() / s.group();
    int first = o / (s.out().channels() / s.group()) * channels;
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      for (int ky = 0; ky < s.kernelY(); ky++) {
        for (int kx = 0; kx < s.kernelX(); kx++) {
          int iy = row * s.strideY() - s.padY() + ky * s.dilationY();
          int ix = column * s.strideX() - s.padX() + kx * s.dilationX();
          if (iy >= 0 && iy < s.in().height() && ix >= 0 && ix < s.in().width()) {
            double value = x[((first + c) * s.in().height() + iy) * s.in().width() + ix];
            sum += value * w[((o * channels + c) * s.kernelY() + ky) * s.kernelX() + kx];
          }
        }
      }
    }
    return sum;
  }
}
