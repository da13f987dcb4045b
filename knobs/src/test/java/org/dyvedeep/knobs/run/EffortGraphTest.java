package org.dyvedeep.knobs.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.count.EffortMeter;
import org.junit.jupiter.api.Test;

class EffortGraphTest {
  private static final Shape INPUT = Shape.of(1, 3, 12, 11);
  private static final Pooling MAX =
      Pooling.of(Pooling.Method.MAX, Window.of(3, 2, 0), Window.of(3, 2, 1));

  /** Convolution, pooling, ReLU in place, as in Caffe's cifar10-full. */
  private static Graph graph(long seed, Pooling pooling, Relu relu) {
    SplittableRandom random = new SplittableRandom(seed);
    GraphBuilder builder = new GraphBuilder("net");
    Value data = builder.input("data", INPUT);
    Window window = Window.of(3, 1, 1);
    Operation convolution = Convolution.of(4, List.of(window, window), 1, false);
    float[] values = new float[4 * 3 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    List<Weights> weights = List.of(new DenseWeights(Shape.of(4, 3, 3, 3), values));
    Value sums =
        builder
            .add("conv1", "Convolution", convolution, List.of(data), weights, List.of("conv1"))
            .get(0);
    Value pooled =
        builder.add("pool1", "Pooling", pooling, List.of(sums), List.of(), List.of("pool1")).get(0);
    builder.add("relu1", "ReLU", relu, List.of(pooled), List.of(), List.of("pool1"));
    return builder.build();
  }

  private static float[] input(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[INPUT.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Property(tries = 50)
  void reluMovesBeforeMaxPoolingWithoutChangingABit(@ForAll long seed) {
    Graph graph = graph(seed, MAX, new Relu(0));
    Graph moved = EffortGraph.of(graph);
    assertEquals(List.of("conv1", "pool1"), names(moved));
    Convolution convolution = assertInstanceOf(Convolution.class, moved.nodes().get(0).operation());
    assertEquals(new Relu(0), convolution.activation());
    float[] input = input(seed + 1);
    float[] expected = Runs.output(graph, Runs.reference(), "pool1", input);
    assertArrayEquals(expected, Runs.output(moved, Runs.reference(), "pool1", input), 0f);
    EffortProvider provider = EffortProvider.of(Map.of()).metered(new EffortMeter());
    float[] metered = Runs.output(moved, Runs.reference().provider(provider), "pool1", input);
    assertArrayEquals(expected, metered, 0f);
  }

  @Test
  void blobsThatAreKeptStay() {
    Graph graph = graph(1, MAX, new Relu(0));
    Graph kept = EffortGraph.of(graph, Set.of("conv1"));
    assertEquals(List.of("conv1", "pool1", "relu1"), names(kept));
    assertEquals(List.of("pool1"), outputs(kept));
    float[] input = input(2);
    assertArrayEquals(
        Runs.output(graph, Runs.reference().keep("conv1"), "conv1", input),
        Runs.output(kept, Runs.reference().keep("conv1"), "conv1", input),
        0f);
  }

  private static List<String> outputs(Graph graph) {
    return graph.blobs().entrySet().stream()
        .filter(blob -> graph.outputs().contains(blob.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void whatIsNotTheSameStays() {
    Pooling average = Pooling.of(Pooling.Method.AVE, Window.of(2, 2, 0), Window.of(2, 2, 0));
    Pooling mostlyOutside =
        Pooling.of(Pooling.Method.MAX, Window.of(1, 30, 0), Window.of(1, 30, 0));
    assertEquals(
        List.of("conv1", "pool1", "relu1"), names(EffortGraph.of(graph(1, average, new Relu(0)))));
    assertEquals(
        List.of("conv1", "pool1", "relu1"),
        names(EffortGraph.of(graph(1, mostlyOutside, new Relu(0)))));
    assertEquals(
        List.of("conv1", "pool1", "relu1"), names(EffortGraph.of(graph(1, MAX, new Relu(0.1f)))));
  }

  @Test
  void outputsKeepTheirOrderAndMayBeTheInput() {
    GraphBuilder builder = new GraphBuilder("net");
    Value data = builder.input("data", INPUT);
    builder.add("drop", "Dropout", new Identity(), List.of(data), List.of(), List.of("same"));
    Graph graph = EffortGraph.of(builder.build());
    assertTrue(graph.nodes().isEmpty());
    assertEquals(List.of(data), graph.outputs());
  }

  private static List<String> names(Graph graph) {
    return graph.nodes().stream().map(node -> node.name()).toList();
  }
}
