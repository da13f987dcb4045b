package org.dyvedeep.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.dyvedeep.engine.kernel.layout.CacheLines;
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
 * Why pruned convolutions are run dense: the inner loop of direct sparse convolution (Park et al.
 * 2017), each weight that was kept times vectors of neighbouring pixels, without everything around
 * it. A map of 13 rows of 14 floats fills 12 vectors of 16. Times are of all kept products of the
 * layer in microseconds; {@link LayerBenchmark} has the dense layer and the core's peak.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SparseWeightsBenchmark {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
  private static final int FIRST = CacheLines.FIRST;

  /** 13 rows of 14 floats fill 12 vectors. */
  private static final int PLANE = 12 * 16;

  private static final int PITCH = 14;
  private static final int KERNEL = 3;

  /** Input channels that pass at a time, so that they stay in the first-level cache. */
  private static final int CHUNK = 32;

  /** Inputs of a group. */
  @Param({"256", "192", "64"})
  public int channels;

  /** Outputs of the layer. */
  @Param({"384", "256"})
  public int outputs;

  /** The part of the weights that was kept. */
  @Param({"0.1", "0.3", "0.5"})
  public double kept;

  private float[] x;
  private float[] y;
  private int[] offsets;
  private float[] weights;

  /** Where the weights of an output begin, for all outputs of the first chunk, then the next. */
  private int[] starts;

  /** Keeps random weights. */
  @Setup(Level.Trial)
  public void setUp() {
    Random random = new Random(1);
    int stride = PLANE + 3 * PITCH;
    x = Data.random(FIRST + channels * stride + PLANE, 2);
    y = new float[FIRST + outputs * PLANE];
    int chunks = (channels - 1) / CHUNK + 1;
    int most = channels * KERNEL * KERNEL * outputs;
    offsets = new int[most];
    weights = Data.random(most, 3);
    starts = new int[chunks * outputs + 1];
    int at = 0;
    for (int list = 0; list < chunks * outputs; list++) {
      int from = list / outputs * CHUNK;
      for (int c = from; c < Math.min(channels, from + CHUNK); c++) {
        for (int k = 0; k < KERNEL * KERNEL; k++) {
          offsets[at] = c * stride + k / KERNEL * PITCH + k % KERNEL;
          at += random.nextDouble() < kept ? 1 : 0;
        }
      }
      starts[list + 1] = at;
    }
  }

  /** One feature by 12 vectors of pixels, chunk after chunk. */
  @Benchmark
  public float[] keptWeights() {
    Arrays.fill(y, 0);
    for (int list = 0; list + 1 < starts.length; list++) {
      add(starts[list], starts[list + 1], FIRST + list % outputs * PLANE);
    }
    return y;
  }

  private void add(int from, int to, int yo) {
    FloatVector a0 = FloatVector.fromArray(FLOATS, y, yo + 0);
    FloatVector a1 = FloatVector.fromArray(FLOATS, y, yo + 16);
    FloatVector a2 = FloatVector.fromArray(FLOATS, y, yo + 32);
    FloatVector a3 = FloatVector.fromArray(FLOATS, y, yo + 48);
    FloatVector a4 = FloatVector.fromArray(FLOATS, y, yo + 64);
    FloatVector a5 = FloatVector.fromArray(FLOATS, y, yo + 80);
    FloatVector a6 = FloatVector.fromArray(FLOATS, y, yo + 96);
    FloatVector a7 = FloatVector.fromArray(FLOATS, y, yo + 112);
    FloatVector a8 = FloatVector.fromArray(FLOATS, y, yo + 128);
    FloatVector a9 = FloatVector.fromArray(FLOATS, y, yo + 144);
    FloatVector a10 = FloatVector.fromArray(FLOATS, y, yo + 160);
    FloatVector a11 = FloatVector.fromArray(FLOATS, y, yo + 176);
    for (int i = from; i < to; i++) {
      FloatVector w = FloatVector.broadcast(FLOATS, weights[i]);
      int xo = FIRST + offsets[i];
      a0 = FloatVector.fromArray(FLOATS, x, xo + 0).fma(w, a0);
      a1 = FloatVector.fromArray(FLOATS, x, xo + 16).fma(w, a1);
      a2 = FloatVector.fromArray(FLOATS, x, xo + 32).fma(w, a2);
      a3 = FloatVector.fromArray(FLOATS, x, xo + 48).fma(w, a3);
      a4 = FloatVector.fromArray(FLOATS, x, xo + 64).fma(w, a4);
      a5 = FloatVector.fromArray(FLOATS, x, xo + 80).fma(w, a5);
      a6 = FloatVector.fromArray(FLOATS, x, xo + 96).fma(w, a6);
      a7 = FloatVector.fromArray(FLOATS, x, xo + 112).fma(w, a7);
      a8 = FloatVector.fromArray(FLOATS, x, xo + 128).fma(w, a8);
      a9 = FloatVector.fromArray(FLOATS, x, xo + 144).fma(w, a9);
      a10 = FloatVector.fromArray(FLOATS, x, xo + 160).fma(w, a10);
      a11 = FloatVector.fromArray(FLOATS, x, xo + 176).fma(w, a11);
    }
    a0.intoArray(y, yo + 0);
    a1.intoArray(y, yo + 16);
    a2.intoArray(y, yo + 32);
    a3.intoArray(y, yo + 48);
    a4.intoArray(y, yo + 64);
    a5.intoArray(y, yo + 80);
    a6.intoArray(y, yo + 96);
    a7.intoArray(y, yo + 112);
    a8.intoArray(y, yo + 128);
    a9.intoArray(y, yo + 144);
    a10.intoArray(y, yo + 160);
    a11.intoArray(y, yo + 176);
  }
}
