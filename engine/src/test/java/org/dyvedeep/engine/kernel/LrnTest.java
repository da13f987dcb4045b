package org.dyvedeep.engine.kernel;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

class LrnTest {
  @Property(tries = 100)
  void equalsTheDefinition(
      @ForAll @IntRange(min = 1, max = 50) int channels,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 0, max = 3) int reach,
      @ForAll boolean across,
      @ForAll boolean usualBeta) {
    LrnShape shape =
        new LrnShape(
            across,
            new BlockedLayout(channels, height, width, 1, 2),
            new BlockedLayout(channels, height, width, 2, 0),
            2 * reach + 1,
            1.5f,
            usualBeta ? 0.75f : 0.6f,
            2f);
    float[] nchw = Check.random(channels * height * width, 1);
    double[] expected = naive(shape, nchw);
    float[] x = Check.image(shape.in(), 2, nchw);
    for (Kernels kernels : Check.KERNELS) {
      float[] y = Check.image(shape.out(), 3, new float[expected.length]);
      float[] scratch = Check.random(shape.scratchFloats() + 1, 4);
      kernels.lrn(shape, x, 2, y, 3, height / 2, height, scratch, 1);
      kernels.lrn(shape, x, 2, y, 3, 0, height / 2, scratch, 1);
      Check.image(kernels.description() + shape, shape.out(), 3, expected, y, 0, 1e-5);
    }
  }

  private static double[] naive(LrnShape s, float[] x) {
    int height = s.in().height();
    int width = s.in().width();
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int column = i % width;
      int row = i / width % height;
      int channel = i / width / height;
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        int dx = Math.abs(j % width - column);
        int dy = Math.abs(j / width % height - row);
        int dc = Math.abs(j / width / height - channel);
        boolean inside =
            s.acrossChannels()
                ? dx == 0 && dy == 0 && dc <= s.size() / 2
                : dc == 0 && dx <= s.size() / 2 && dy <= s.size() / 2;
        sum += inside ? (double) x[j] * x[j] : 0;
      }
      double count = s.acrossChannels() ? s.size() : s.size() * s.size();
      double scale = (s.acrossChannels() ? s.k() : 1) + s.alpha() / count * sum;
      y[i] = x[i] * Math.pow(scale, -s.beta());
    }
    return y;
  }
}
