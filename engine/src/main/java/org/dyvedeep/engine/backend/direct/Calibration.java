package org.dyvedeep.engine.backend.direct;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.FullyConnected;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.plan.CostModel;

/**
 * Measures a {@link CostModel} on this machine, on the calling thread, in three to fifteen seconds,
 * most of which C2 takes to compile the kernels. Other work on the machine makes it longer.
 */
public final class Calibration {
  private static final int CHANNELS = 64;
  private static final int EXTENT = 56;
  private static final int BLOCK = BlockedLayout.BLOCK;

  /** 64 MiB of weights: more than the caches of most processors hold. */
  private static final int ROWS = 1 << 12;

  private static final int ROW = 1 << 12;

  /** A multiple of the four sums that {@link #plainLoop} has. */
  private static final int PLAIN = 1 << 12;

  /** Kernels that are slower than this part of a plain loop are not compiled yet. */
  private static final double LEAST_OF_PLAIN = 0.5;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final float[] weights = new float[9 * CHANNELS * CHANNELS];
  private final SparseInputConvolution listing;
  private final int[] taps;
  private final float[] x;
  private final float[] y;

  /** The share of taps that are not zero, as {@link #list} found it. */
  private double live;

  private Calibration(Kernels kernels) {
    BlockedLayout in = new BlockedLayout(CHANNELS, EXTENT, EXTENT, 1, 1);
    BlockedLayout out = BlockedLayout.of(CHANNELS, EXTENT, EXTENT);
    this.kernels = kernels;
    this.shape = ConvolutionShape.of(in, out, 3, 1, 1);
    this.x = new float[in.imageFloats() + BLOCK];
    this.y = new float[out.imageFloats() + BLOCK];
    // No zeros but those of the border.
    Arrays.fill(x, 1);
    in.clearBorder(x, CacheLines.FIRST);
    this.listing = new SparseInputConvolution(kernels, shape, weights, null, true);
    this.taps = new int[listing.scratchInts()];
  }

  /**
   * Measures what some kernels cost.
   *
   * @throws UnsteadyMachineException if nothing came of it that can be true
   */
  public static CostModel measure(Kernels kernels) {
    Calibration calibration = new Calibration(kernels);
    List<Runnable> works =
        List.of(
            calibration::plainLoop,
            calibration.direct(),
            calibration.fullyConnected(),
            calibration.winograd(2),
            calibration.winograd(4),
            calibration.winograd(6),
            calibration::leaveOutZeros,
            calibration::list);
    return calibration.costs(new SteadyTimes(System::nanoTime).of(works, calibration::doubt));
  }

  private Optional<String> doubt(double[] nanos) {
    CostModel costs = costs(nanos);
    double plain = PLAIN / nanos[0];
    if (costs.multiplyAddsPerNano() < LEAST_OF_PLAIN * plain) {
      return Optional.of(
          "convolving (%.2g multiply-accumulates a nanosecond) is slower than a plain loop (%.2g)"
              .formatted(costs.multiplyAddsPerNano(), plain));
    }
    return costs.doubt();
  }

  /** From the times of the works, in their order. */
  private CostModel costs(double[] nanos) {
    double multiplyAdds = shape.multiplyAccumulates() / nanos[1];
    double listedTaps = (double) listing.taps() * listing.tiles() / nanos[7];
    return new CostModel(
        multiplyAdds,
        (double) ROWS * ROW * Float.BYTES / nanos[2],
        patchNanos(2, nanos[3], multiplyAdds),
        patchNanos(4, nanos[4], multiplyAdds),
        patchNanos(6, nanos[5], multiplyAdds),
        // Half, since a machine that was disturbed must not make products look free.
        live * shape.multiplyAccumulates() / Math.max(nanos[6] - nanos[7], nanos[6] / 2),
        listedTaps);
  }

  /** What a layer takes beside its products, for each patch of 16 channels. */
  private double patchNanos(int side, double nanos, double multiplyAdds) {
    double patches = Math.pow(Math.ceil((double) EXTENT / side), 2);
    double products = patches * WinogradConvolution.weightFloats(side, shape) / multiplyAdds;
    // A machine that was disturbed meanwhile must not make patches look free.
    double rest = Math.max(nanos - products, nanos / 10);
    return rest / (patches * 2 * CHANNELS / BLOCK);
  }

  private Runnable direct() {
    DirectConvolution kernel = new DirectConvolution(kernels, shape, weights, null, true);
    return () -> kernel.run(x, CacheLines.FIRST, y, CacheLines.FIRST);
  }

  private Runnable fullyConnected() {
    FullyConnected kernel =
        new FullyConnected(kernels, ROWS, ROW, new float[ROWS * ROW], null, false);
    return () -> kernel.run(x, CacheLines.FIRST, y, CacheLines.FIRST, 1);
  }

  private Runnable winograd(int side) {
    WinogradConvolution kernel =
        new WinogradConvolution(kernels, side, shape, weights, null, true, 1);
    float[] scratch = new float[CacheLines.floatsOf(1, kernel.scratchFloats())];
    int so = CacheLines.start(0, kernel.scratchFloats());
    int groups = kernel.groups();
    int strips = kernel.strips();
    int at = CacheLines.FIRST;
    return () -> kernel.run(x, at, y, at, 0, groups, 0, strips, scratch, so);
  }

  private void leaveOutZeros() {
    listing.run(x, CacheLines.FIRST, y, CacheLines.FIRST, 0, listing.tiles(), taps);
  }

  private void list() {
    live = listing.liveShare(x, CacheLines.FIRST, 1, taps);
  }

  /** Multiply-accumulates as any machine does them without vectors. */
  private void plainLoop() {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i < PLAIN; i += 4) {
      a += x[i] * weights[i];
      b += x[i + 1] * weights[i + 1];
      c += x[i + 2] * weights[i + 2];
      d += x[i + 3] * weights[i + 3];
    }
    // Where no kernel writes, so that the loop is not left out as useless.
    y[0] = a + b + c + d;
  }
}
