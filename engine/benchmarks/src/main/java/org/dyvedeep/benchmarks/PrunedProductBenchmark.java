package org.dyvedeep.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.dyvedeep.engine.kernel.SparseWeightProduct;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.Shape;
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
 * A pruned fully-connected layer at batch 1, from its codes. The column {@code gigabytes} is GB/s
 * of compressed weights that the kernel has to read at least, beside a plain read of floats; {@code
 * gigaproducts} is products of inputs and weights that both differ from zero, in 10^9 a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class PrunedProductBenchmark {
  private static final int FIRST = CacheLines.FIRST;
  private static final int BITS = 4;

  /** The layer, as net:name. */
  @Param("alexnet:fc6")
  public String layer;

  /** The share of weights that were kept. */
  @Param({"0.1", "0.25"})
  public double kept;

  /** The share of inputs that are not zero. */
  @Param({"1", "0.6", "0.3", "0.05"})
  public double density;

  /** Into how many blocks the outputs are divided. */
  @Param("1")
  public int parts;

  private SparseWeightProduct product;
  private SparseWeightProduct.Bound bound;
  private float[] x;
  private float[] y;
  private float[] plain;
  private double gigaproducts;

  /** Counts products and bytes of weights. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counts {
    /** 10^9 products. */
    public double gigaproducts;

    /** 10^9 bytes. */
    public double gigabytes;
  }

  /** Makes a layer of random codes at random places. */
  @Setup(Level.Trial)
  public void setUp() {
    LayerShape shape = LayerShape.named(layer);
    CodebookWeights weights = weights(Shape.of(shape.outputs(), shape.taps()));
    product = new SparseWeightProduct(shape.outputs(), shape.taps(), weights, null, true, parts);
    bound = product.bind();
    x = Data.random(FIRST + shape.taps(), 3);
    y = new float[FIRST + shape.outputs()];
    plain = new float[shape.taps() * shape.outputs()];
    Random random = new Random(4);
    int nonzero = 0;
    for (int k = FIRST; k < x.length; k++) {
      x[k] = random.nextDouble() < density ? 1 + x[k] : 0;
      nonzero += x[k] != 0 ? 1 : 0;
    }
    gigaproducts = (double) nonzero * shape.outputs() * kept * 1e-9;
  }

  private CodebookWeights weights(Shape shape) {
    SplittableRandom random = new SplittableRandom(1);
    float[] codebook = Data.random(1 << BITS, 2);
    codebook[0] = 0;
    byte[] codes = new byte[shape.size()];
    byte[] gaps = new byte[shape.size()];
    int stored = 0;
    int gap = 0;
    for (int i = 0; i < shape.size(); i++) {
      boolean keeps = random.nextDouble() < kept;
      if (keeps || gap == 15) {
        int code = keeps ? 1 + random.nextInt((1 << BITS) - 1) : 0;
        codes[stored / 2] |= (byte) (code << (stored % 2 * BITS));
        gaps[stored / 2] |= (byte) (gap << (stored % 2 * 4));
        stored++;
        gap = 0;
      } else {
        gap++;
      }
    }
    int bytes = (stored + 1) / 2;
    return new CodebookWeights(
        shape, codebook, BITS, stored, Arrays.copyOf(codes, bytes), Arrays.copyOf(gaps, bytes));
  }

  /** Products of what is not zero. */
  @Benchmark
  public float[] fromCodes(Counts counts) {
    counts.gigaproducts += gigaproducts;
    counts.gigabytes += product.bytes() * 1e-9 * density;
    bound.list(x, FIRST);
    bound.run(y, FIRST, 0, product.blocks());
    return y;
  }

  /** A sum of as many floats as the layer has weights. */
  @Benchmark
  public float plainRead(Counts counts) {
    counts.gigabytes += plain.length * 4e-9;
    return PlainRead.sum(plain);
  }
}
