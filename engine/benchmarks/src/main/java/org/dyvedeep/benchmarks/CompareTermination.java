package org.dyvedeep.benchmarks;

import java.util.Locale;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each convolution of some nets what SPET takes on one thread when a given share of the
 * stretches of 16 positions stops at a check, beside the direct kernel, Winograd's algorithm and
 * the core's peak, and the share that must stop for it to be as fast as either; timed in turns.
 * Arguments: seconds a layer, the part of the products before the check, then {@code cifar10},
 * {@code alexnet} and the like.
 */
public final class CompareTermination {
  private static final double[] STOPPED = {0, 0.5, 0.8, 1};
  private static final double GIGA = 1e9;

  private CompareTermination() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    double fraction = Double.parseDouble(args[1]);
    print(
        "kernels: %s; medians of thread time; check after %s of the products%n",
        KernelLookup.best().description(), args[1]);
    print("%-26s %8s %8s %8s", "layer", "direct", "Winograd", "planes");
    for (double stopped : STOPPED) {
      print("  %4.0f%% stop", 100 * stopped);
    }
    print("  GFLOP/s of peak  even with direct, Winograd%n");
    for (int i = 2; i < args.length; i++) {
      for (LayerShape shape : LayerShape.ofNet(args[i])) {
        if (!shape.fullyConnected()) {
          compare(args[i] + ":" + shape.name(), shape, seconds, fraction);
        }
      }
    }
  }

  private static void compare(String name, LayerShape shape, double seconds, double fraction) {
    Kernels kernels = KernelLookup.best();
    float[] weights = Layer.weights(shape);
    float[] sink = new float[1];
    Layer dense = new Layer(kernels, shape, weights, 1);
    Runnable nothing = () -> sink[0] = 0;
    Layer small = Layer.winograd(kernels, 2, shape, weights);
    Layer large = Layer.winograd(kernels, 4, shape, weights);
    StoppingLayer[] stopping = new StoppingLayer[STOPPED.length];
    Runnable[] pieces = new Runnable[5 + STOPPED.length];
    pieces[0] = dense::run;
    pieces[1] = small == null ? nothing : small::run;
    pieces[2] = large == null ? nothing : large::run;
    pieces[3] = () -> sink[0] += Peak.run();
    for (int i = 0; i < STOPPED.length; i++) {
      stopping[i] = new StoppingLayer(kernels, shape, weights, fraction, STOPPED[i]);
      pieces[5 + i] = stopping[i]::run;
    }
    pieces[4] = stopping[0]::fill;
    double[] t = Interleaved.medians(seconds, pieces);
    double winograd = large != null ? Math.min(t[1], t[2]) : t[1];
    print("%-26s %8.4f", name, t[0] * 1e3);
    print(small == null ? "        -" : " %8.4f", winograd * 1e3);
    print(" %8.4f", t[4] * 1e3);
    for (int i = 0; i < STOPPED.length; i++) {
      print(" %10.4f", t[5 + i] * 1e3);
    }
    double speed = stopping[0].executedFlops() / (t[5] - t[4]);
    print("  %7.1f %6.0f%%", speed / GIGA, 100 * speed * t[3] / Peak.FLOPS);
    print("  %16s", even(t[0], t));
    print(" %9s%n", small == null ? "-" : even(winograd, t));
  }

  /** The share that must stop, between those measured at 0 and at 1. */
  private static String even(double other, double[] t) {
    double none = t[5];
    double all = t[4 + STOPPED.length];
    double share = (none - other) / (none - all);
    return share > 1 ? "never" : String.format(Locale.ROOT, "%.0f%%", 100 * Math.max(0, share));
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
