package org.dyvedeep.benchmarks;

import java.util.concurrent.TimeUnit;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Convolutions and fully-connected layers: vector kernels, their scalar twins, OpenBLAS without
 * im2col on one thread, and the core's peak. The column {@code gflop} is GFLOP/s. Any layer of the
 * shape files can be named: {@code -p layer=vgg16:conv5_1}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class LayerBenchmark {
  /** The layer, as net:name. */
  @Param({"alexnet:conv2", "alexnet:conv3", "alexnet:fc6", "vgg16:conv4_2", "cifar10:conv2"})
  public String layer;

  /** Images of a fully-connected layer's batch. */
  @Param("1")
  public int batch;

  private double gigaFlops;
  private Layer vector;
  private Layer scalar;
  private Sgemm sgemm;

  /** Counts floating-point operations. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Flops {
    /** 10^9 operations. */
    public double gflop;
  }

  /** Makes the layers, and checks that the twins agree. */
  @Setup(Level.Trial)
  public void setUp() {
    LayerShape shape = LayerShape.named(layer);
    float[] weights = Layer.weights(shape);
    gigaFlops = shape.flops() * (shape.fullyConnected() ? batch : 1) * 1e-9;
    vector = new Layer(KernelLookup.best(), shape, weights, batch);
    scalar = new Layer(KernelLookup.scalar(), shape, weights, batch);
    sgemm = new Sgemm(shape, weights, batch);
    vector.run();
    scalar.run();
    requireClose(vector.result(), scalar.result());
  }

  private static void requireClose(float[] actual, float[] expected) {
    float greatest = 0;
    float error = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(expected[i] - actual[i]));
    }
    if (error > 1e-5f * greatest) {
      throw new IllegalStateException("vector and scalar kernels differ by " + error);
    }
  }

  /** Frees native memory. */
  @TearDown(Level.Trial)
  public void tearDown() {
    sgemm.close();
  }

  /** The kernels that the engine would use. */
  @Benchmark
  public float[] direct(Flops flops) {
    flops.gflop += gigaFlops;
    vector.run();
    return vector.result();
  }

  /** Their scalar twins. */
  @Benchmark
  public float[] scalarTwin(Flops flops) {
    flops.gflop += gigaFlops;
    scalar.run();
    return scalar.result();
  }

  /** OpenBLAS. */
  @Benchmark
  public void openBlas(Flops flops) {
    flops.gflop += gigaFlops;
    sgemm.multiply();
  }

  /** What the core can do at most. */
  @Benchmark
  public float peak(Flops flops) {
    flops.gflop += Peak.FLOPS * 1e-9;
    return Peak.run();
  }
}
