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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fully-connected layers before a ReLU at batch 1: dense, with zero inputs skipped, and with
 * outputs besides that are proven zero. The column {@code gigabytes} is GB/s of weights that the
 * kernel has to read at least, beside a plain read of the dense weights.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PredictionBenchmark {
  /** Bytes of a weight: as a float, its leading part, and what is behind that. */
  private static final int FLOAT = 4;

  private static final int LEADING = 1;
  private static final int REST = 2;

  /** The layer, as net:name. */
  @Param("alexnet:fc6")
  public String layer;

  /** The share of inputs that are not zero. */
  @Param({"1", "0.6", "0.3", "0.02"})
  public double density;

  /** The share of outputs that are not zero; the others can be proven to be. */
  @Param({"0.5", "0.1", "0.02"})
  public double positive;

  private double gigaWeights;
  private float[] weights;
  private Runnable dense;
  private Runnable zerosSkipped;
  private Runnable predicted;

  /** Counts bytes of weights. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Bytes {
    /** 10^9 bytes. */
    public double gigabytes;
  }

  /** Makes the layers, and checks that they agree. */
  @Setup(Level.Trial)
  public void setUp() {
    LayerShape shape = LayerShape.named(layer);
    RectifiedLayer rectified = new RectifiedLayer(KernelLookup.best(), shape, density, positive);
    weights = rectified.weights();
    gigaWeights = weights.length * 1e-9;
    dense = rectified.dense();
    zerosSkipped = rectified.zerosSkipped();
    predicted = rectified.predicted();
    dense.run();
    float[] expected = rectified.result();
    zerosSkipped.run();
    requireClose(expected, rectified.result());
    predicted.run();
    requireClose(expected, rectified.result());
  }

  private static void requireClose(float[] expected, float[] actual) {
    for (int o = 0; o < expected.length; o++) {
      if (Math.abs(expected[o] - actual[o]) > 1e-4f * Math.abs(expected[o])) {
        throw new IllegalStateException("output " + o + ": " + expected[o] + ", " + actual[o]);
      }
    }
  }

  /** All weights. */
  @Benchmark
  public void dense(Bytes bytes) {
    bytes.gigabytes += FLOAT * gigaWeights;
    dense.run();
  }

  /** The weights of inputs that are not zero. */
  @Benchmark
  public void zerosSkipped(Bytes bytes) {
    bytes.gigabytes += FLOAT * density * gigaWeights;
    zerosSkipped.run();
  }

  /** Their leading bits, and the rest of those that count. */
  @Benchmark
  public void predicted(Bytes bytes) {
    double rest = Math.min(density, positive);
    bytes.gigabytes += (LEADING * density + REST * rest) * gigaWeights;
    predicted.run();
  }

  /** A sum of the weights. */
  @Benchmark
  public float plainRead(Bytes bytes) {
    bytes.gigabytes += FLOAT * gigaWeights;
    return PlainRead.sum(weights);
  }
}
