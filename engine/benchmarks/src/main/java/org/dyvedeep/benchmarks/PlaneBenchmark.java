package org.dyvedeep.benchmarks;

import java.util.concurrent.TimeUnit;
import org.dyvedeep.engine.kernel.ElementFunction;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.LrnShape;
import org.dyvedeep.engine.kernel.PoolingShape;
import org.dyvedeep.engine.kernel.WindowSpans;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.Conversion;
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
 * Kernels that are bound by memory: pooling, normalisation, element-wise operations and packing.
 * {@code -p layer=lrn:alexnet_norm1} and the like.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PlaneBenchmark {
  private static final ElementFunction RELU =
      new ElementFunction(ElementFunction.Kind.RECTIFIER, 0, 0);
  private static final ElementFunction TANH = new ElementFunction(ElementFunction.Kind.TANH, 0, 0);

  /** The layer, as net:name. */
  @Param({"pooling:alexnet_pool1", "pooling:vgg16_pool1", "lrn:alexnet_norm1"})
  public String layer;

  /** {@code vector} or {@code scalar}. */
  @Param({"vector", "scalar"})
  public String twin;

  private Kernels kernels;
  private PoolingShape max;
  private PoolingShape average;
  private LrnShape across;
  private LrnShape within;
  private float[] nchw;
  private float[] x;
  private float[] y;
  private float[] scratch;

  /** Makes shapes and inputs. */
  @Setup(Level.Trial)
  public void setUp() {
    LayerShape s = LayerShape.named(layer);
    kernels = twin.equals("scalar") ? KernelLookup.scalar() : KernelLookup.best();
    BlockedLayout in = BlockedLayout.of(s.channels(), s.height(), s.width());
    int height = s.outHeight();
    int width = s.outWidth();
    WindowSpans rows = WindowSpans.of(s.height(), height, s.kernel(), s.stride(), s.pad());
    WindowSpans columns = WindowSpans.of(s.width(), width, s.kernel(), s.stride(), s.pad());
    BlockedLayout out = BlockedLayout.of(s.channels(), height, width);
    max = new PoolingShape(true, in, out, rows, columns);
    average = new PoolingShape(false, in, out, rows, columns);
    int size = s.kernel() | 1;
    across = new LrnShape(true, in, in, size, 1e-4f, 0.75f, 1);
    within = new LrnShape(false, in, in, size, 1e-4f, 0.75f, 1);
    nchw = Data.random(s.channels() * s.height() * s.width(), 1);
    x = Data.random(in.imageFloats(), 2);
    y = new float[in.imageFloats()];
    scratch = new float[Math.max(across.scratchFloats(), within.scratchFloats())];
  }

  /** MAX pooling. */
  @Benchmark
  public float[] maxPooling() {
    return pool(max);
  }

  /** AVE pooling. */
  @Benchmark
  public float[] averagePooling() {
    return pool(average);
  }

  private float[] pool(PoolingShape shape) {
    int blocks = shape.out().blocks();
    kernels.pool(shape, x, 0, y, 0, 0, blocks, 0, shape.out().height(), scratch, 0);
    return y;
  }

  /** LRN across channels. */
  @Benchmark
  public float[] lrnAcrossChannels() {
    kernels.lrn(across, x, 0, y, 0, 0, across.in().height(), scratch, 0);
    return y;
  }

  /** LRN within a channel. */
  @Benchmark
  public float[] lrnWithinChannel() {
    kernels.lrn(within, x, 0, y, 0, 0, within.in().height(), scratch, 0);
    return y;
  }

  /** ReLU from one array to another. */
  @Benchmark
  public float[] relu() {
    kernels.apply(RELU, x, 0, y, 0, x.length);
    return y;
  }

  /** The hyperbolic tangent, from one array to another. */
  @Benchmark
  public float[] tanh() {
    kernels.apply(TANH, x, 0, y, 0, x.length);
    return y;
  }

  /** A sum of two. */
  @Benchmark
  public float[] eltwiseSum() {
    kernels.sum(x, 0, 1, y, 0, 0.5f, y, 0, x.length);
    return y;
  }

  /** The greater of two. */
  @Benchmark
  public float[] eltwiseMax() {
    kernels.max(x, 0, y, 0, y, 0, x.length);
    return y;
  }

  /** NCHW to blocks of 16 channels. */
  @Benchmark
  public float[] pack() {
    Conversion.pack(nchw, 0, max.in(), y, 0);
    return y;
  }

  /** Blocks of 16 channels to NCHW. */
  @Benchmark
  public float[] unpack() {
    Conversion.unpack(x, 0, max.in(), nchw, 0);
    return nchw;
  }
}
