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
 * SPET: a convolution of which a share of the stretches stops at a check, beside the dense kernel
 * and the core's peak. The first two are times of the layer in microseconds, the last is the time
 * of as many operations as the first executes: the least that it can take.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TerminationBenchmark {
  /** The layer, as net:name. */
  @Param({"cifar10:conv2", "alexnet:conv2", "alexnet:conv3", "squeezenet:fire9_expand1"})
  public String layer;

  /** The share of the stretches that stop. */
  @Param({"0", "0.5", "0.7", "0.9", "1"})
  public double stopped;

  /** The share of the products that stand before the check. */
  @Param({"0.25"})
  public double fraction;

  private Layer dense;
  private StoppingLayer stopping;

  /** Makes the layer. */
  @Setup(Level.Trial)
  public void setUp() {
    LayerShape shape = LayerShape.named(layer);
    float[] weights = Layer.weights(shape);
    dense = new Layer(KernelLookup.best(), shape, weights, 1);
    stopping = new StoppingLayer(KernelLookup.best(), shape, weights, fraction, stopped);
  }

  /** Without what would come after the check in stretches that stop. */
  @Benchmark
  public float[] stopped() {
    return stopping.run();
  }

  /** All products. */
  @Benchmark
  public float[] allProducts() {
    dense.run();
    return dense.result();
  }

  /** What the core could do at most: the products executed, in registers. */
  @Benchmark
  public float peak() {
    return Peak.compute(stopping.executedFlops());
  }
}
