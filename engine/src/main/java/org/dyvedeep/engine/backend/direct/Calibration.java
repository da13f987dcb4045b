package org.dyvedeep.engine.backend.direct;

import java.util.Arrays;
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
 * Measures a {@link CostModel} on this machine, on the calling thread, in about two seconds, most
 * of which C2 takes to compile the kernels. Other work on the machine spoils it.
 */
public final class Calibration {
  private static final int CHANNELS = 64;
  private static final int EXTENT = 56;
  private static final int BLOCK = BlockedLayout.BLOCK;

  /** 64 MiB of weights: more than the caches of most processors hold. */
  private static final int ROWS = 1 << 12;

  private static final int ROW = 1 << 12;

  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long MEASURE_NANOS = 150_000_000;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final float[] weights = new float[9 * CHANNELS * CHANNELS];
  private final float[] x;
  private final float[] y;

  /** Keeps what is measured from being left out as useless. */
  private double listed;

  private Calibration(Kernels kernels) {
    BlockedLayout in = new BlockedLayout(CHANNELS, EXTENT, EXTENT, 1, 1);
    BlockedLayout out = BlockedLayout.of(CHANNELS, EXTENT, EXTENT);
    this.kernels = kernels;
    this.shape = ConvolutionShape.of(in, out, 3, 1, 1);
    this.x = new float[in.imageFloats() + BLOCK];
    this.y = new float[out.imageFloats() + BLOCK];
  }

  /** Measures what some kernels cost. */
  public static CostModel measure(Kernels kernels) {
    Calibration calibration = new Calibration(kernels);
    double multiplyAdds = calibration.multiplyAddsPerNano();
    double listedTaps = calibration.listedTapsPerNano();
    return new CostModel(
        multiplyAdds,
        calibration.bytesPerNano(),
        calibration.patchNanos(2, multiplyAdds),
        calibration.patchNanos(4, multiplyAdds),
        calibration.listedMultiplyAddsPerNano(listedTaps),
        listedTaps);
  }

  private double multiplyAddsPerNano() {
    DirectConvolution kernel = new DirectConvolution(kernels, shape, weights, null, true);
    double nanos = leastNanos(() -> kernel.run(x, CacheLines.FIRST, y, CacheLines.FIRST));
    return shape.multiplyAccumulates() / nanos;
  }

  private SparseInputConvolution listed() {
    return new SparseInputConvolution(kernels, shape, weights, null, true);
  }

  /** What a run takes beside listing, with no zeros but those of the border. */
  private double listedMultiplyAddsPerNano(double listedTaps) {
    Arrays.fill(x, 1);
    ((BlockedLayout) shape.in()).clearBorder(x, CacheLines.FIRST);
    SparseInputConvolution kernel = listed();
    int[] scratch = new int[kernel.scratchInts()];
    int tiles = kernel.tiles();
    double nanos =
        leastNanos(() -> kernel.run(x, CacheLines.FIRST, y, CacheLines.FIRST, 0, tiles, scratch));
    double listing = (double) kernel.taps() * tiles / listedTaps;
    double live = kernel.liveShare(x, CacheLines.FIRST, 1, scratch);
    // A machine that was disturbed meanwhile must not make products look free.
    return live * shape.multiplyAccumulates() / Math.max(nanos - listing, nanos / 2);
  }

  private double listedTapsPerNano() {
    SparseInputConvolution kernel = listed();
    int[] scratch = new int[kernel.scratchInts()];
    double nanos = leastNanos(() -> listed = kernel.liveShare(x, CacheLines.FIRST, 1, scratch));
    return (double) kernel.taps() * kernel.tiles() / nanos;
  }

  private double bytesPerNano() {
    FullyConnected kernel =
        new FullyConnected(kernels, ROWS, ROW, new float[ROWS * ROW], null, false);
    double nanos = leastNanos(() -> kernel.run(x, CacheLines.FIRST, y, CacheLines.FIRST, 1));
    return (double) ROWS * ROW * Float.BYTES / nanos;
  }

  /** What a layer takes beside its products, for each patch of 16 channels. */
  private double patchNanos(int side, double multiplyAdds) {
    WinogradConvolution kernel =
        new WinogradConvolution(kernels, side, shape, weights, null, true, 1);
    float[] scratch = new float[CacheLines.floatsOf(1, kernel.scratchFloats())];
    int so = CacheLines.start(0, kernel.scratchFloats());
    int groups = kernel.groups();
    int strips = kernel.strips();
    int at = CacheLines.FIRST;
    double nanos = leastNanos(() -> kernel.run(x, at, y, at, 0, groups, 0, strips, scratch, so));
    double patches = (double) EXTENT / side * EXTENT / side;
    double products = patches * WinogradConvolution.weightFloats(side, shape) / multiplyAdds;
    // A machine that was disturbed meanwhile must not make patches look free.
    double rest = Math.max(nanos - products, nanos / 10);
    return rest / (patches * 2 * CHANNELS / BLOCK);
  }

  /** The least time of a run, after some that C2 needs. */
  private static double leastNanos(Runnable work) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      work.run();
    }
    long begin = System.nanoTime();
    long least = Long.MAX_VALUE;
    for (long now = begin; now - begin < MEASURE_NANOS; ) {
      work.run();
      long end = System.nanoTime();
      least = Math.min(least, end - now);
      now = end;
    }
    return least;
  }
}
