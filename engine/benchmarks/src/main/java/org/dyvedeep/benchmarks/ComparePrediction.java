package org.dyvedeep.benchmarks;

import java.util.Locale;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for fully-connected layers what skipping zero inputs, and skipping besides those outputs
 * that a ReLU is proven to make zero, gain over the dense kernel on one thread; timed in turns.
 * Arguments: seconds a line, then layers such as {@code alexnet:fc6}.
 */
public final class ComparePrediction {
  private static final double[] DENSITIES = {1, 0.6, 0.3, 0.02};
  private static final double[] POSITIVE = {0.5, 0.1, 0.02, 0};

  private ComparePrediction() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print("%-12s %7s %8s", "layer", "inputs", "outputs");
    print("%10s %7s %10s %7s%n", "zeros ms", "gain", "proven ms", "gain");
    for (int i = 1; i < args.length; i++) {
      for (double density : DENSITIES) {
        for (double positive : POSITIVE) {
          compare(args[i], density, positive, seconds);
        }
      }
    }
  }

  private static void compare(String name, double density, double positive, double seconds) {
    RectifiedLayer layer =
        new RectifiedLayer(KernelLookup.best(), LayerShape.named(name), density, positive);
    double[] t =
        Interleaved.medians(seconds, layer.dense(), layer.zerosSkipped(), layer.predicted());
    print("%-12s %6.0f%% %7.0f%%", name, 100 * density, 100 * positive);
    print("%10.3f %6.2fx %10.3f %6.2fx", t[1] * 1e3, t[0] / t[1], t[2] * 1e3, t[0] / t[2]);
    print("   dense %.3f ms%n", t[0] * 1e3);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
