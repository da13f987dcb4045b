package org.dyvedeep.knobs.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.api.Test;

class ExactDynamicBackendTest {
  @Property(tries = 40)
  void equalsTheReference(
      @ForAll @IntRange(min = 1, max = 40) int inputs,
      @ForAll @IntRange(min = 1, max = 40) int outputs,
      @ForAll boolean bias,
      @ForAll boolean relu) {
    Graph graph = network(inputs, outputs, bias, relu);
    float[] x = halfZero(inputs);
    float[] expected = run(graph, "reference", 1, x);
    float[] actual = run(graph, "exact-dynamic", 1, x);
    assertClose(expected, actual);
  }

  @Test
  void everyNumberOfThreadsGivesTheSame() {
    // Large enough to be shared: ranges of outputs that do and do not fill vectors.
    Graph graph = network(1500, 700, true, true);
    float[] x = halfZero(1500);
    float[] one = run(graph, "exact-dynamic", 1, x);
    assertClose(run(graph, "reference", 1, x), one);
    for (int threads = 2; threads <= 3; threads++) {
      assertClose(one, run(graph, "exact-dynamic", threads, x));
      assertArrayEquals(
          run(graph, "exact-dynamic", threads, x), run(graph, "exact-dynamic", threads, x));
    }
  }

  @Test
  void largeRectifiedLayersArePredictedAlikeForAnyNumberOfThreads() {
    predictedAlike(new DenseWeights(Shape.of(1100, 1000), random(1100 * 1000)));
  }

  /** Half of the weights are stored: too many for products one by one. */
  @Test
  void largeRectifiedLayersArePredictedFromTheirCodes() {
    predictedAlike(pruned(1100, 1000, 0, 4));
  }

  private static void predictedAlike(Weights weights) {
    Graph graph = predictable(weights);
    float[] x = halfZero(1000);
    float[] one = run(graph, "exact-dynamic", 1, x);
    Graph expanded = predictable(new DenseWeights(weights.shape(), weights.values()));
    assertClose(run(expanded, "reference", 1, x), one);
    for (int threads = 1; threads <= 3; threads++) {
      assertArrayEquals(one, run(graph, "exact-dynamic", threads, x));
    }
    ModelOptions options = ModelOptions.defaults().backend("exact-dynamic");
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      assertEquals(
          "exact-dynamic: zero inputs and proven zeros skipped", model.steps().get(0).operator());
      session.write("data", x, 0);
      session.run();
      String effort = session.steps().get(0).operator();
      assertTrue(
          effort.matches(".*\\(5\\d.\\d% of inputs, \\d+.\\d% of outputs .* by rows\\)"), effort);
      // An image's result does not depend on the one before.
      session.write("data", random(1000), 0);
      session.run();
      session.write("data", x, 0);
      session.run();
      assertArrayEquals(one, session.read("fc"));
    }
  }

  @Test
  void rowsOfABatchArePredictedOneByOne() {
    Weights weights = pruned(1100, 1000, 0, 4);
    float[] bias = new float[1100];
    Arrays.fill(bias, -60);
    Weights biases = new DenseWeights(Shape.of(1100), bias);
    float[] x = halfZero(3 * 1000);
    float[] expected = new float[3 * 1100];
    for (int row = 0; row < 3; row++) {
      float[] one = Arrays.copyOfRange(x, row * 1000, (row + 1) * 1000);
      float[] y = run(network(1, weights, biases, true), "exact-dynamic", 1, one);
      System.arraycopy(y, 0, expected, row * 1100, 1100);
    }
    for (int threads = 1; threads <= 2; threads++) {
      assertArrayEquals(
          expected, run(network(3, weights, biases, true), "exact-dynamic", threads, x));
    }
  }

  @Test
  void weightsOfHugeRangeOnlySkipZeroInputs() {
    float[] weights = random(1100 * 1000);
    weights[123_456] = 1e9f;
    Graph graph = predictable(new DenseWeights(Shape.of(1100, 1000), weights));
    float[] x = halfZero(1000);
    x[456] = 0;
    assertClose(run(graph, "reference", 1, x), run(graph, "exact-dynamic", 1, x));
    ModelOptions options = ModelOptions.defaults().backend("exact-dynamic");
    try (Model model = Model.compile(graph, options)) {
      assertEquals("exact-dynamic: zero inputs skipped", model.steps().get(0).operator());
    }
  }

  @Test
  void predictedLayersAllocateNothing() {
    Graph graph = predictable(new DenseWeights(Shape.of(1100, 1000), random(1100 * 1000)));
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    ModelOptions options = ModelOptions.defaults().backend("exact-dynamic");
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      session.write("data", halfZero(1000), 0);
      long least = Long.MAX_VALUE;
      // Vector code allocates until it is compiled, which may take a while on a busy machine.
      for (int i = 0; i < 20_000 && least > 0; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        session.run();
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertEquals(0, least);
    }
  }

  /** A layer of 1100 x 1000 weights of which few outputs are positive. */
  private static Graph predictable(Weights weights) {
    float[] bias = new float[1100];
    Arrays.fill(bias, -60);
    return network(1, weights, new DenseWeights(Shape.of(1100), bias), true);
  }

  /** Pruned weights, as Deep Compression writes them, against the same weights expanded. */
  @Property(tries = 40)
  void prunedWeightsEqualTheExpandedOnes(
      @ForAll @IntRange(min = 1, max = 90) int inputs,
      @ForAll @IntRange(min = 1, max = 300) int outputs,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 0, max = 14) int gap,
      @ForAll boolean wide,
      @ForAll boolean relu) {
    CodebookWeights weights = pruned(outputs, inputs, gap, wide ? 8 : 4);
    float[] x = halfZero(rows * inputs);
    Weights expanded = new DenseWeights(weights.shape(), weights.values());
    Graph graph = network(rows, weights, true, relu);
    assertClose(
        run(network(rows, expanded, true, relu), "reference", 1, x),
        run(graph, "exact-dynamic", 1, x));
  }

  @Test
  void prunedWeightsStayCompressedForAnyNumberOfThreads() {
    CodebookWeights weights = pruned(700, 1500, 7, 4);
    Graph graph = network(1, weights, true, true);
    float[] x = halfZero(1500);
    float[] one = run(graph, "exact-dynamic", 1, x);
    Weights expanded = new DenseWeights(weights.shape(), weights.values());
    assertClose(run(network(1, expanded, true, true), "reference", 1, x), one);
    for (int threads = 1; threads <= 3; threads++) {
      assertArrayEquals(one, run(graph, "exact-dynamic", threads, x));
      ModelOptions options = ModelOptions.defaults().backend("exact-dynamic").threads(threads);
      try (Model model = Model.compile(graph, options)) {
        assertEquals(
            "exact-dynamic: zero inputs and weights skipped", model.steps().get(0).operator());
      }
    }
  }

  /** Too many kept for products one by one, or not zero where nothing is stored. */
  @Test
  void otherCompressedWeightsAreExpanded() {
    byte[] codes = new byte[20 * 30];
    new Random(1).nextBytes(codes);
    float[] values = random(1 << 8);
    values[0] = 0;
    CodebookWeights full =
        new CodebookWeights(Shape.of(20, 30), values, 8, 20 * 30, codes, new byte[10 * 30]);
    float[] book = new float[16];
    Arrays.fill(book, 0.25f);
    CodebookWeights background =
        new CodebookWeights(Shape.of(20, 30), book, 4, 0, new byte[0], new byte[0]);
    for (CodebookWeights weights : List.of(full, background)) {
      Graph graph = network(1, weights, false, false);
      float[] x = halfZero(30);
      assertClose(run(graph, "reference", 1, x), run(graph, "exact-dynamic", 1, x));
    }
  }

  /** A weight after a gap or one more; code 0 among them, which is a filler. */
  private static CodebookWeights pruned(int outputs, int inputs, int gap, int bits) {
    Random random = new Random(outputs);
    float[] codebook = random(1 << bits);
    codebook[0] = 0;
    int count = outputs * inputs / (gap + 2);
    byte[] codes = new byte[(count * bits + 7) / 8];
    random.nextBytes(codes);
    byte[] gaps = new byte[(count + 1) / 2];
    for (int i = 0; i < count; i++) {
      gaps[i / 2] |= (byte) ((gap + random.nextInt(2)) << (i % 2 * 4));
    }
    return new CodebookWeights(Shape.of(outputs, inputs), codebook, bits, count, codes, gaps);
  }

  @Test
  void isFoundByName() {
    assertEquals(
        "exact-dynamic", ModelOptions.defaults().backend("exact-dynamic").backend().name());
  }

  private static Graph network(int inputs, int outputs, boolean bias, boolean relu) {
    Weights weight = new DenseWeights(Shape.of(outputs, inputs), random(inputs * outputs));
    return network(1, weight, bias, relu);
  }

  private static Graph network(int rows, Weights weight, boolean bias, boolean relu) {
    int outputs = weight.shape().dim(0);
    Weights biases = bias ? new DenseWeights(Shape.of(outputs), random(outputs)) : null;
    return network(rows, weight, biases, relu);
  }

  private static Graph network(int rows, Weights weight, Weights bias, boolean relu) {
    int outputs = weight.shape().dim(0);
    GraphBuilder builder = new GraphBuilder("fc");
    Value data = builder.input("data", Shape.of(rows, weight.shape().dim(1)));
    List<Weights> weights = bias == null ? List.of(weight) : List.of(weight, bias);
    InnerProduct layer = InnerProduct.of(outputs, bias != null);
    builder.add(
        "fc",
        "InnerProduct",
        relu ? layer.with(new Relu(0)) : layer,
        List.of(data),
        weights,
        List.of("fc"));
    return builder.build();
  }

  private static float[] halfZero(int count) {
    float[] values = random(count);
    for (int i = 0; i < count; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return values;
  }

  private static float[] random(int count) {
    Random random = new Random(count);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] run(Graph graph, String backend, int threads, float[] x) {
    ModelOptions options = ModelOptions.defaults().backend(backend).threads(threads);
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      session.write("data", x, 0);
      session.run();
      session.run();
      return session.read("fc");
    }
  }

  private static void assertClose(float[] expected, float[] actual) {
    double greatest = 1;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-5 * greatest);
    }
  }
}
