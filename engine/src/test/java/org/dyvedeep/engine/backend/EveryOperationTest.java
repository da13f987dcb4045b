package org.dyvedeep.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.RandomOperation;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Closeness;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever operation a network has, each back end runs it and gives what its reference gives. */
class EveryOperationTest {
  /** Wider than a layer's own tolerance: a few sums of one or two outputs cancel. */
  private static final double TOLERANCE = 1e-4;

  static Stream<Arguments> operations() {
    return RandomOperations.types().stream()
        .flatMap(
            type ->
                Stream.of("reference", "caffe-mirror", "direct")
                    .map(name -> Arguments.of(type, name)));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void runsOnEachBackend(Class<? extends Operation> type, String backend) {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 30; i++) {
      requireSame(RandomOperations.of(type, random), backend);
    }
  }

  private static void requireSame(RandomOperation random, String backend) {
    GraphBuilder builder = new GraphBuilder("one layer");
    List<Value> from = new ArrayList<>();
    for (int i = 0; i < random.inputs().size(); i++) {
      from.add(copied(builder.input("in" + i, random.inputShapes().get(i)), builder));
    }
    int count = random.outputShapes().size();
    List<String> outputs = Stream.of("a", "b", "c", "d").limit(count).toList();
    builder.add("layer", "test", random.operation(), from, random.denseWeights(), outputs);
    requireSame(builder.build(), random.inputs(), backend);
  }

  /** Graph inputs are never overwritten; a copy is, by operations that may work in place. */
  private static Value copied(Value input, GraphBuilder builder) {
    String name = "copy of " + input.name();
    Operation copy = new Power(1, 1, 0);
    return builder.add(name, "Power", copy, List.of(input), List.of(), List.of(name)).get(0);
  }

  private static void requireSame(Graph graph, List<float[]> inputs, String backend) {
    Map<String, float[]> expected = NodeByNode.run(graph, inputs);
    ModelOptions options = ModelOptions.defaults().backend(backend);
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      for (int i = 0; i < inputs.size(); i++) {
        session.write("in" + i, inputs.get(i), 0);
      }
      session.run();
      for (String output : model.outputs().keySet()) {
        Closeness.assertClose(expected.get(output), session.read(output), TOLERANCE);
      }
    }
  }

  /** Twice the input; brought by a user. */
  private record Doubling() implements CustomOperation {
    @Override
    public List<Shape> outputShapes(List<Shape> inputs) {
      return inputs;
    }

    @Override
    public void run(Tensor[] inputs, float[][] weights, Tensor[] outputs) {
      for (int i = 0; i < inputs[0].size(); i++) {
        outputs[0].array()[outputs[0].offset() + i] = 2 * inputs[0].array()[inputs[0].offset() + i];
      }
    }
  }

  @Test
  void runsOperationsThatUsersBring() {
    GraphBuilder builder = new GraphBuilder("custom");
    Value data = builder.input("data", Shape.of(1, 2));
    builder.add("double", "Doubling", new Doubling(), List.of(data), List.of(), List.of("out"));
    try (Model model = Model.compile(builder.build(), ModelOptions.defaults());
        Session session = model.open()) {
      session.write("data", new float[] {1.5f, -2}, 0);
      session.run();
      assertEquals(3, session.read("out")[0]);
      assertEquals(-4, session.read("out")[1]);
    }
  }
}
