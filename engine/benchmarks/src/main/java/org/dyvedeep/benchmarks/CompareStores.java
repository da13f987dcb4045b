package org.dyvedeep.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for convolutions what they take beside the bounds that stand in their way: their products
 * at the core's peak, and storing as many floats as they give with nothing to compute. Arguments:
 * seconds a layer, then {@code vgg16:conv1_1} and the like.
 */
public final class CompareStores {
  private static final double MILLI = 1e-3;

  private CompareStores() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    for (int i = 1; i < args.length; i++) {
      LayerShape shape = LayerShape.named(args[i]);
      Layer layer = new Layer(KernelLookup.best(), shape, Layer.weights(shape), 1);
      float[] y = new float[CacheLines.FIRST + shape.convolution().out().imageFloats()];
      float[] sink = new float[1];
      double[] t =
          Interleaved.medians(
              seconds,
              layer::run,
              () -> Arrays.fill(y, CacheLines.FIRST, y.length, 1),
              () -> sink[0] += Peak.run());
      System.out.printf(
          Locale.ROOT,
          "%s: %.3f ms; its products at the peak %.3f ms, storing its %.1f MB alone %.3f ms%n",
          args[i],
          t[0] / MILLI,
          shape.flops() * t[2] / Peak.FLOPS / MILLI,
          (double) y.length * Float.BYTES / (1 << 20),
          t[1] / MILLI);
    }
  }
}
