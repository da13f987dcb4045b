package org.dyvedeep.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.layout.CacheLines;
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
 * A convolution of which zero inputs are left out, beside the dense kernel and the core's peak. The
 * first two are times of the layer in microseconds, the last is the time of as many operations as
 * the layer has in all: the least that the dense kernel can take.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SparseInputBenchmark {
  private static final int FIRST = CacheLines.FIRST;

  /** The layer, as net:name. */
  @Param({"squeezenet:conv10", "alexnet:conv5", "alexnet:conv3", "squeezenet:fire8_squeeze"})
  public String layer;

  /** The part of channels that are not zero in a tile's worth of pixels of a row. */
  @Param({"0.1", "0.2", "0.4", "0.6", "0.8", "1"})
  public double live;

  private float[] x;
  private float[] y;
  private int[] scratch;
  private DirectConvolution dense;
  private SparseInputConvolution sparse;

  /** Makes the layer without groups, and an input of which runs of pixels are zero. */
  @Setup(Level.Trial)
  public void setUp() {
    ConvolutionShape all = LayerShape.named(layer).convolution();
    ConvolutionShape shape =
        new ConvolutionShape(
            all.in(),
            all.out(),
            all.kernelY(),
            all.kernelX(),
            all.strideY(),
            all.strideX(),
            all.padY(),
            all.padX(),
            all.dilationY(),
            all.dilationX(),
            1);
    int taps = shape.in().channels() * shape.kernelY() * shape.kernelX();
    float[] weights = Data.random(taps * shape.out().channels(), 1);
    dense = new DirectConvolution(KernelLookup.best(), shape, weights, null, true);
    sparse = new SparseInputConvolution(KernelLookup.best(), shape, weights, null, true);
    scratch = new int[sparse.scratchInts()];
    x = new float[FIRST + shape.in().imageFloats()];
    y = new float[FIRST + shape.out().imageFloats()];
    Random random = new Random(1);
    for (int c = 0; c < shape.in().channels(); c++) {
      for (int row = 0; row < shape.in().height(); row++) {
        boolean some = random.nextDouble() < live;
        for (int column = 0; column < shape.in().width(); column++) {
          x[FIRST + shape.in().offset(c, row, column)] = some ? 1 + random.nextFloat() : 0;
        }
      }
    }
  }

  /** Without zeros, and the weights that would meet them. */
  @Benchmark
  public float[] zerosLeftOut() {
    sparse.run(x, FIRST, y, FIRST, 0, sparse.tiles(), scratch);
    return y;
  }

  /** All products. */
  @Benchmark
  public float[] allProducts() {
    dense.run(x, FIRST, y, FIRST);
    return y;
  }

  /** What the core could do at most: the products of the dense kernel, in registers. */
  @Benchmark
  public float peak() {
    double operations = 2.0 * dense.shape().multiplyAccumulates();
    return Peak.compute(operations);
  }
}
