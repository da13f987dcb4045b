package org.dyvedeep.benchmarks;

import java.util.concurrent.TimeUnit;
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
 * A convolution that takes flat windows as their mean, with and without zeros left out, beside the
 * dense direct kernel and the core's peak. The last is the time of as many operations as the first
 * carries out: the least that it can take.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FlatWindowBenchmark {
  /** The layer, as net:name. */
  @Param({"cifar10:conv2", "alexnet:conv1", "alexnet:conv2", "squeezenet:fire8_expand3"})
  public String layer;

  /** The share of channels that are flat. */
  @Param({"0", "0.5", "0.75", "1"})
  public double flat;

  /** The share of rows of the others that are not zero. */
  @Param({"1", "0.5"})
  public double live;

  private FlatLayer means;
  private FlatLayer meansWithoutZeros;

  /** Makes the layers. */
  @Setup(Level.Trial)
  public void setUp() {
    LayerShape shape = LayerShape.named(layer);
    float[] weights = Layer.weights(shape);
    means = new FlatLayer(KernelLookup.best(), shape, weights, flat, live, false);
    meansWithoutZeros = new FlatLayer(KernelLookup.best(), shape, weights, flat, live, true);
    means.run();
  }

  /** Means in place of flat windows. */
  @Benchmark
  public float[] flatWindows() {
    means.run();
    return means.result();
  }

  /** Besides, zeros are looked for and left out. */
  @Benchmark
  public float[] flatWindowsAndZeros() {
    meansWithoutZeros.run();
    return meansWithoutZeros.result();
  }

  /** All products. */
  @Benchmark
  public float[] allProducts() {
    means.runDense();
    return means.result();
  }

  /** What the core could do at most: the products of {@link #flatWindows}, in registers. */
  @Benchmark
  public float peak() {
    double operations = means.executedShare() * means.operations();
    return Peak.compute(operations);
  }
}
