package org.dyvedeep.benchmarks;

import java.util.Locale;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each layer of some nets what the direct kernels reach beside OpenBLAS on one thread
 * and the core's peak; fully-connected layers also beside a plain read of their weights; all timed
 * in turns. Arguments: seconds a layer, then {@code alexnet}, {@code vgg16:conv4_2} and the like.
 */
public final class CompareLayers {
  private static final double GIGA = 1e9;

  private CompareLayers() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print(
        "%-18s %9s %8s %7s %9s %6s %6s %7s %8s %8s%n",
        "layer", "ms", "GFLOP/s", "of peak", "BLAS ms", "ratio", "GB/s", "of read", "F(2x2)",
        "F(4x4)");
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
    Layer small = Layer.winograd(KernelLookup.best(), 2, shape, weights);
    Layer large = Layer.winograd(KernelLookup.best(), 4, shape, weights);
    Runnable nothing = () -> sink[0] = 0;
    double[] t =
        Interleaved.medians(
            seconds,
            layer::run,
            sgemm::multiply,
            () -> sink[0] += Peak.run(),
            shape.fullyConnected() ? () -> sink[0] += PlainRead.sum(weights) : nothing,
            small == null ? nothing : small::run,
            large == null ? nothing : large::run);
    double peak = Peak.FLOPS / t[2];
    print(
        "%-18s %9.4f %8.1f %6.0f%% %9.4f %6.2f %6.1f %7s %8s %8s%n",
        name,
        t[0] * 1e3,
        shape.flops() / t[0] / GIGA,
        100 * shape.flops() / t[0] / peak,
        t[1] * 1e3,
        t[1] / t[0],
        4.0 * weights.length / t[0] / GIGA,
        shape.fullyConnected() ? number("%.0f%%", 100 * t[3] / t[0]) : "-",
        small == null ? "-" : number("%.4f", t[4] * 1e3),
        large == null ? "-" : number("%.4f", t[5] * 1e3));
    sgemm.close();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
