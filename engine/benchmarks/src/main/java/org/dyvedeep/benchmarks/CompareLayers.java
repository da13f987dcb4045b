package org.dyvedeep.benchmarks;

import java.util.Locale;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each layer of some nets what the direct kernels reach beside OpenBLAS on one thread
 * and the core's peak, all timed in turns. Arguments: seconds a layer, then {@code alexnet}, {@code
 * vgg16:conv4_2} and the like.
 */
public final class CompareLayers {
  private static final double GIGA = 1e9;

  private CompareLayers() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print(
        "%-24s %9s %9s %7s %9s %7s %8s %9s%n",
        "layer", "ms", "GFLOP/s", "of peak", "BLAS ms", "ratio", "GB/s", "Winograd");
    for (int i = 1; i < args.length; i++) {
      if (args[i].contains(":")) {
        compare(args[i], LayerShape.named(args[i]), seconds);
      } else {
        for (LayerShape shape : LayerShape.ofNet(args[i])) {
          compare(args[i] + ":" + shape.name(), shape, seconds);
        }
      }
    }
  }

  private static void compare(String name, LayerShape shape, double seconds) {
    float[] weights = Layer.weights(shape);
    Layer layer = new Layer(KernelLookup.best(), shape, weights, 1);
    Sgemm sgemm = new Sgemm(shape, weights, 1);
    // Each piece leaves a result behind that the compiler cannot see through.
    float[] sink = new float[1];
    Layer winograd = Layer.winograd(KernelLookup.best(), shape, weights);
    Runnable fourth = winograd == null ? () -> sink[0] = 0 : winograd::run;
    double[] t =
        Interleaved.medians(
            seconds, layer::run, sgemm::multiply, () -> sink[0] += Peak.run(), fourth);
    double peak = Peak.FLOPS / t[2];
    print(
        "%-24s %9.4f %9.1f %6.0f%% %9.4f %7.2f %8.1f %9s%n",
        name,
        t[0] * 1e3,
        shape.flops() / t[0] / GIGA,
        100 * shape.flops() / t[0] / peak,
        t[1] * 1e3,
        t[1] / t[0],
        4.0 * weights.length / t[0] / GIGA,
        winograd == null ? "-" : String.format(Locale.ROOT, "%.4f", t[3] * 1e3));
    sgemm.close();
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
