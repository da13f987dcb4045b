package org.dyvedeep.benchmarks;

import java.util.Locale;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;

/**
 * Prints for each convolution of some nets what means in place of flat windows gain on one thread
 * when a given part of the input channels is flat, over the faster of the direct kernel and
 * Winograd's algorithm, and what part of the core's peak the products that are carried out reach;
 * timed in turns. Arguments: seconds a layer, the share of rows of the other channels that are not
 * zero (below 1, zeros are left out), then {@code alexnet}, {@code squeezenet:conv10} and the like.
 */
public final class CompareFlatWindows {
  private static final double[] FLAT = {0, 0.25, 0.5, 0.75, 0.9};

  private CompareFlatWindows() {}

  /** Runs the comparison. */
  public static void main(String[] args) {
    double seconds = Double.parseDouble(args[0]);
    double live = Double.parseDouble(args[1]);
    print("kernels: %s; medians of thread time%n", KernelLookup.best().description());
    print("%-24s %9s %9s", "layer", "direct ms", "Winograd");
    for (double flat : FLAT) {
      print("  %4.0f%% flat of peak", 100 * flat);
    }
    print("%n");
    for (int i = 2; i < args.length; i++) {
      if (args[i].contains(":")) {
        compare(args[i], LayerShape.named(args[i]), live, seconds);
      } else {
        for (LayerShape shape : LayerShape.ofNet(args[i])) {
          if (!shape.fullyConnected() && shape.kernel() > 1) {
            compare(args[i] + ":" + shape.name(), shape, live, seconds);
          }
        }
      }
    }
  }

  private static void compare(String name, LayerShape shape, double live, double seconds) {
    Kernels kernels = KernelLookup.best();
    float[] weights = Layer.weights(shape);
    float[] sink = new float[1];
    Layer small = Layer.winograd(kernels, 2, shape, weights);
    Layer large = Layer.winograd(kernels, 4, shape, weights);
    Runnable nothing = () -> sink[0] = 0;
    FlatLayer[] layers = new FlatLayer[FLAT.length];
    Runnable[] pieces = new Runnable[FLAT.length + 4];
    for (int i = 0; i < FLAT.length; i++) {
      layers[i] = new FlatLayer(kernels, shape, weights, FLAT[i], live, live < 1);
      pieces[i] = layers[i]::run;
    }
    pieces[FLAT.length] = layers[0]::runDense;
    pieces[FLAT.length + 1] = small == null ? nothing : small::run;
    pieces[FLAT.length + 2] = large == null ? nothing : large::run;
    pieces[FLAT.length + 3] = () -> sink[0] += Peak.run();
    double[] t = Interleaved.medians(seconds, pieces);
    double direct = t[FLAT.length];
    double winograd =
        Math.min(
            small == null ? Double.POSITIVE_INFINITY : t[FLAT.length + 1],
            large == null ? Double.POSITIVE_INFINITY : t[FLAT.length + 2]);
    double peak = Peak.FLOPS / t[FLAT.length + 3];
    boolean alone = Double.isInfinite(winograd);
    print("%-24s %9.4f %9s", name, direct * 1e3, alone ? "-" : number(winograd * 1e3));
    for (int i = 0; i < FLAT.length; i++) {
      double executed = layers[i].executedShare() * layers[i].operations() / t[i] / peak;
      print("  %8.2fx %7.0f%%", Math.min(direct, winograd) / t[i], 100 * executed);
    }
    print("%n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
