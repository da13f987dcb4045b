package org.dyvedeep.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.dyvedeep.engine.backend.ReferenceBackend;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.api.Test;

/** Weights that a kernel has packed do not stay in memory where the graph was handed over. */
class HandoverTest {
  private final List<WeakReference<float[]>> arrays = new ArrayList<>();
  private final List<Boolean> collected = new ArrayList<>();

  @Test
  void packedWeightsGoWhileTheModelIsCompiled() {
    Deque<Graph> queue = new ArrayDeque<>(List.of(graph()));
    float[] expected = scores(() -> queue.element());
    assertEquals(List.of(false), collected);
    float[] scores = scores(queue::remove);
    assertEquals(List.of(false, true), collected);
    assertEquals(expected.length, scores.length);
    for (int i = 0; i < scores.length; i++) {
      assertEquals(expected[i], scores[i]);
    }
  }

  @Test
  void aGraphWithoutWeightsKeepsItsShapesOnly() {
    Graph graph = graph();
    Graph bare = graph.withoutWeights();
    assertEquals(graph.blobs(), bare.blobs());
    assertEquals(
        graph.nodes().get(0).weights().get(0).shape(),
        bare.nodes().get(0).weights().get(0).shape());
    assertTrue(gone(onlyReference()));
    assertFalse(gone(arrays.get(0)));
    assertEquals(1, graph.nodes().get(0).weights().size());
  }

  private WeakReference<float[]> onlyReference() {
    HandoverTest other = new HandoverTest();
    Graph bare = other.graph().withoutWeights();
    assertEquals(2, bare.nodes().size());
    return other.arrays.get(0);
  }

  private float[] scores(Supplier<Graph> source) {
    ModelOptions options = ModelOptions.defaults().provider(new Watcher());
    try (Model model = Model.compile(source, options);
        Session session = model.open()) {
      float[] input = new float[model.inputs().get("data").size()];
      for (int i = 0; i < input.length; i++) {
        input[i] = i % 7 - 3;
      }
      session.write("data", input, 0);
      session.run();
      return session.read("tanh");
    }
  }

  private Graph graph() {
    GraphBuilder builder = new GraphBuilder("two layers");
    Value data = builder.input("data", Shape.of(1, 16, 9, 9));
    Convolution op = Convolution.of(16, List.of(Window.of(5, 1, 2), Window.of(5, 1, 2)), 1, false);
    float[] values = new float[16 * 16 * 5 * 5];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.1, 0.1);
    }
    arrays.add(new WeakReference<>(values));
    Weights weights = new DenseWeights(Shape.of(16, 16, 5, 5), values);
    Value convolved =
        builder
            .add("conv", "Convolution", op, List.of(data), List.of(weights), List.of("conv"))
            .get(0);
    builder.add("tanh", "TanH", new Tanh(), List.of(convolved), List.of(), List.of("tanh"));
    return builder.build();
  }

  private static boolean gone(WeakReference<float[]> array) {
    for (int i = 0; i < 5 && array.get() != null; i++) {
      System.gc();
    }
    return array.get() == null;
  }

  /** Runs the last layer, and looks for the first one's weights when its own turn to pack comes. */
  private final class Watcher implements OperatorProvider {
    @Override
    public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
      return Optional.empty();
    }

    @Override
    public Optional<Offer> offer(Node node, List<LayoutKind> inputs, PlanOptions options) {
      return node.operation() instanceof Tanh
          ? Optional.of(new Watching(node, options))
          : Optional.empty();
    }
  }

  private final class Watching implements Offer {
    private final Node node;
    private final PlanOptions options;

    Watching(Node node, PlanOptions options) {
      this.node = node;
      this.options = options;
    }

    @Override
    public LayoutNeed input(int index) {
      return LayoutNeed.plain();
    }

    @Override
    public LayoutKind output(int index) {
      return LayoutKind.PLAIN;
    }

    @Override
    public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
      collected.add(gone(arrays.get(0)));
      return new ReferenceBackend().prepare(node, options).orElseThrow();
    }
  }
}
