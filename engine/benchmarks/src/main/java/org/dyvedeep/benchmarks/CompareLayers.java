package org.dyvedeep.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each layer of some nets what the direct kernels reach beside OpenBLAS on one thread
 * and the core's peak; fully-connected layers also beside a plain read of their weights; all timed
 * in turns. Arguments: seconds a layer, then {@code alexnet}, {@code vgg16:conv4_2} and the like.
 */
public final class CompareLayers {
  private static final double GIGA = 1e9;

  /** Outputs of a patch along each axis, of the forms of Winograd's algorithm. */
  private static final int[] SIDES = {2, 4, 5, 6};

  private CompareLayers() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print(
        "%-18s %9s %8s %7s %9s %6s %6s %7s %8s %8s %8s %8s%n",
        "layer", "ms", "GFLOP/s", "of peak", "BLAS ms", "ratio", "GB/s", "of read", "F(2x2)",
        "F(4x4)", "F(5x5)", "F(6x6)");
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
    List<Runnable> contestants = new ArrayList<>();
    contestants.add(layer::run);
    contestants.add(sgemm::multiply);
    contestants.add(() -> sink[0] += Peak.run());
    contestants.add(
        shape.fullyConnected() ? () -> sink[0] += PlainRead.sum(weights) : () -> sink[0] = 0);
    int[] column = new int[SIDES.length];
    for (int i = 0; i < SIDES.length; i++) {
      Layer winograd = Layer.winograd(KernelLookup.best(), SIDES[i], shape, weights);
      if (winograd != null) {
        column[i] = contestants.size();
        contestants.add(winograd::run);
      }
    }
    double[] t = Interleaved.medians(seconds, contestants.toArray(new Runnable[0]));
    double peak = Peak.FLOPS / t[2];
    print(
        "%-18s %9.4f %8.1f %6.0f%% %9.4f %6.2f %6.1f %7s",
        name,
        t[0] * 1e3,
        shape.flops() / t[0] / GIGA,
        100 * shape.flops() / t[0] / peak,
        t[1] * 1e3,
        t[1] / t[0],
        4.0 * weights.length / t[0] / GIGA,
        shape.fullyConnected() ? number("%.0f%%", 100 * t[3] / t[0]) : "-");
    for (int i : column) {
      print(" %8s", i == 0 ? "-" : number("%.4f", t[i] * 1e3));
    }
    print("%n");
    sgemm.close();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
