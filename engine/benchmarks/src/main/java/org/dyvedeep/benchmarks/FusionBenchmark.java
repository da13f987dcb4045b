package org.dyvedeep.benchmarks;

import java.util.concurrent.TimeUnit;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.WindowSpans;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What pooling rows of a convolution while they are in the cache would gain: SqueezeNet's first two
 * layers, whose value between them is its largest, at a width that whole register tiles fill.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FusionBenchmark {
  private static final int INPUT = 229;
  private static final int OUTPUTS = 96;
  private static final int CONVOLVED = 112;
  private static final int POOLED = 56;

  /** Rows that are pooled as soon as what they read is there; 56 are all, as without fusion. */
  @Param({"56", "2", "4", "8"})
  public int rows;

  private final Kernels kernels = KernelLookup.best();
  private DirectConvolution convolution;
  private PoolingShape pooling;
  private float[] x;
  private float[] between;
  private float[] y;
  private float[] scratch;

  /** Makes both layers. */
  @Setup(Level.Trial)
  public void setUp() {
    PlanarLayout in = new PlanarLayout(3, INPUT, INPUT, 0, 0);
    BlockedLayout middle = BlockedLayout.of(OUTPUTS, CONVOLVED, CONVOLVED);
    BlockedLayout out = BlockedLayout.of(OUTPUTS, POOLED, POOLED);
    ConvolutionShape shape = new ConvolutionShape(in, middle, 7, 7, 2, 2, 0, 0, 1, 1, 1);
    float[] weights = Data.random(OUTPUTS * 3 * 7 * 7, 1);
    convolution = new DirectConvolution(kernels, shape, weights, Data.random(OUTPUTS, 2), true);
    WindowSpans spans = WindowSpans.of(CONVOLVED, POOLED, 3, 2, 0);
    pooling = new PoolingShape(true, middle, out, spans, spans);
    x = Data.random(in.imageFloats(), 3);
    between = new float[middle.imageFloats()];
    y = new float[out.imageFloats()];
    scratch = new float[pooling.scratchFloats()];
    if (convolution.tiles() % CONVOLVED != 0) {
      throw new IllegalStateException("tiles of these kernels do not end where rows do");
    }
  }

  /** Convolution and pooling. */
  @Benchmark
  public float[] convolveAndPool() {
    int tilesPerRow = convolution.tiles() / CONVOLVED;
    int done = 0;
    for (int row = 0; row < POOLED; row += rows) {
      int needed = pooling.rows().to(row + rows - 1) * tilesPerRow;
      convolution.run(x, 0, between, 0, 0, convolution.strips(), done, needed);
      done = needed;
      kernels.pool(
          pooling, between, 0, y, 0, 0, pooling.out().blocks(), row, row + rows, scratch, 0);
    }
    return y;
  }
}
