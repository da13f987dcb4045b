package org.dyvedeep.knobs.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void isFoundByName() {
    assertEquals(
        "exact-dynamic", ModelOptions.defaults().backend("exact-dynamic").backend().name());
  }

  private static Graph network(int inputs, int outputs, boolean bias, boolean relu) {
    GraphBuilder builder = new GraphBuilder("fc");
    Value data = builder.input("data", Shape.of(1, inputs));
    Weights weight = new DenseWeights(Shape.of(outputs, inputs), random(inputs * outputs));
    List<Weights> weights =
        bias
            ? List.of(weight, new DenseWeights(Shape.of(outputs), random(outputs)))
            : List.of(weight);
    InnerProduct layer = InnerProduct.of(outputs, bias);
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
