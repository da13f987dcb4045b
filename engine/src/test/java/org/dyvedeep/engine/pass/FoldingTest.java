package org.dyvedeep.engine.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.RandomGraphs;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Folding into each kind of producer, and the cases in which nothing may be folded. */
class FoldingTest {
  private static final int OUTPUTS = 4;
  private static final BatchNorm NORM = new BatchNorm(1e-3f, true);
  private static final List<Window> WINDOWS = List.of(Window.of(3, 2, 1), Window.of(2, 1, 0));
  private static final Operation CONVOLUTION = Convolution.of(OUTPUTS, WINDOWS, 2, false);

  private final Random random = new Random(7);

  static Stream<Operation> producers() {
    return Stream.of(
        CONVOLUTION,
        Convolution.of(OUTPUTS, WINDOWS, 1, true),
        Deconvolution.of(OUTPUTS, WINDOWS, 2, true),
        Deconvolution.of(OUTPUTS, WINDOWS, 1, false),
        InnerProduct.of(OUTPUTS, true),
        InnerProduct.of(OUTPUTS, false),
        new InnerProduct(OUTPUTS, 1, true, true, new Identity()));
  }

  static Stream<Arguments> pairs() {
    List<Operation> consumers =
        List.of(
            NORM,
            new Scale(1, 1, true),
            new Scale(1, 1, false),
            new Scale(0, 0, true),
            new Bias(1, 1));
    return producers().flatMap(p -> consumers.stream().map(c -> Arguments.of(p, c)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void becomesOneNodeWithTheSameResult(Operation producer, Operation consumer) {
    Graph graph = graph(producer, consumer, 2);
    Graph folded = fold(graph);
    assertEquals(List.of("producer"), names(folded));
    requireSame(graph, folded);
  }

  /** A stored factor of 0 stands for mean 0 and variance 0. */
  @Test
  void followsTheFactorZeroRule() {
    Graph graph = graph(CONVOLUTION, NORM, 0);
    Graph folded = fold(graph);
    assertEquals(List.of("producer"), names(folded));
    requireSame(graph, folded);
    float unit = (float) (1 / Math.sqrt(1e-3f));
    float weight = graph.nodes().get(0).weights().get(0).values()[5];
    assertEquals(weight * unit, folded.nodes().get(0).weights().get(0).values()[5], 1e-4);
  }

  @Test
  void leavesStatisticsOfTheBatchAlone() {
    requireUnchanged(graph(CONVOLUTION, new BatchNorm(1e-3f, false), 2));
  }

  @Test
  void leavesValuesWithOtherReadersAlone() {
    GraphBuilder builder = builder(CONVOLUTION, NORM, 2);
    add(builder, "second", new Relu(0), builder.blob("producer"), List.of());
    requireUnchanged(builder.build());
  }

  @Test
  void leavesKeptBlobsAlone() {
    requireUnchanged(graph(CONVOLUTION, NORM, 2).keeping(Set.of("producer")));
    requireUnchanged(graph(CONVOLUTION, new Relu(0), 2).keeping(Set.of("producer")));
  }

  @Test
  void leavesProducersWithAnActivationAlone() {
    Operation fused = Convolution.of(OUTPUTS, WINDOWS, 1, true).with(new Relu(0));
    requireUnchanged(graph(fused, NORM, 2));
    requireUnchanged(graph(fused, new Scale(1, 1, true), 2));
    requireUnchanged(graph(fused, new Relu(0.5f), 2));
  }

  @Test
  void leavesOperandsOfOtherAxesAlone() {
    requireUnchanged(graph(CONVOLUTION, new Scale(2, 1, true), 2));
    requireUnchanged(graph(CONVOLUTION, new Scale(1, 2, true), 2));
    requireUnchanged(graph(CONVOLUTION, new Bias(1, -1), 2));
    Operation wholeBatch = new InnerProduct(OUTPUTS, 0, false, true, new Identity());
    requireUnchanged(graph(wholeBatch, NORM, 2));
  }

  /** 1 / sqrt(0): the layer keeps its own infinities. */
  @Test
  void leavesInfiniteFactorsAlone() {
    requireUnchanged(graph(CONVOLUTION, new BatchNorm(0, true), 0));
  }

  @Test
  void leavesCompressedAndAbsentWeightsAlone() {
    Shape shape = Shape.of(OUTPUTS, 2, 3, 2);
    Weights compressed =
        new CodebookWeights(shape, new float[16], 4, 1, new byte[] {1}, new byte[] {0});
    for (Weights weights : List.of(compressed, new AbsentWeights(shape))) {
      GraphBuilder builder = new GraphBuilder("other weights");
      Value data = builder.input("data", Shape.of(2, 4, 5, 6));
      Value between = add(builder, "producer", CONVOLUTION, data, List.of(weights));
      add(builder, "consumer", NORM, between, normWeights(OUTPUTS, 2));
      requireUnchanged(builder.build());
    }
  }

  @ParameterizedTest
  @MethodSource("producers")
  void fusesActivations(Operation producer) {
    Graph graph = graph(producer, new Relu(0.25f), 2);
    Graph fused = fold(graph);
    assertEquals(List.of("producer"), names(fused));
    assertEquals(new Relu(0.25f), LinearLayer.activation(fused.nodes().get(0).operation()));
    requireSame(graph, fused);
  }

  /** Once an activation is inside, what follows it must stay outside. */
  @Test
  void fusesOnlyTheFirstOfTwoActivations() {
    GraphBuilder builder = builder(CONVOLUTION, new Relu(0.5f), 2);
    add(builder, "last", new Relu(0.25f), builder.blob("consumer"), List.of());
    Graph graph = builder.build();
    Graph fused = fold(graph);
    assertEquals(List.of("producer", "last"), names(fused));
    assertFalse(fused.blobs().containsKey("producer"), "a value that is no longer computed");
    requireSame(graph, fused);
  }

  private static Graph fold(Graph graph) {
    return Pipeline.optimise().apply(graph);
  }

  private static List<String> names(Graph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  private static void requireUnchanged(Graph graph) {
    Graph folded = fold(graph);
    assertEquals(names(graph), names(folded));
    assertEquals(graph.nodes().get(0), folded.nodes().get(0));
  }

  private static void requireSame(Graph before, Graph after) {
    List<float[]> inputs = RandomGraphs.inputs(before, 3);
    Map<String, float[]> expected = NodeByNode.run(before, inputs);
    Map<String, float[]> found = NodeByNode.run(after, inputs);
    String last = after.blobs().keySet().stream().reduce((a, b) -> b).orElseThrow();
    NodeByNode.assertClose(last, expected.get(last), found.get(last), 1e-6);
  }

  private Graph graph(Operation producer, Operation consumer, float factor) {
    return builder(producer, consumer, factor).build();
  }

  private GraphBuilder builder(Operation producer, Operation consumer, float factor) {
    GraphBuilder builder = new GraphBuilder("folding");
    Value data = builder.input("data", Shape.of(2, 4, 5, 6));
    Value between = add(builder, "producer", producer, data, weights(producer, data));
    List<Weights> weights =
        consumer instanceof BatchNorm
            ? normWeights(BatchNorm.channels(between.shape()), factor)
            : weights(consumer, between);
    add(builder, "consumer", consumer, between, weights);
    return builder;
  }

  private static Value add(
      GraphBuilder builder, String layer, Operation operation, Value from, List<Weights> weights) {
    return builder.add(layer, "test", operation, List.of(from), weights, List.of(layer)).get(0);
  }

  private List<Weights> weights(Operation operation, Value from) {
    List<Weights> weights = new ArrayList<>();
    operation.weightShapes(List.of(from.shape())).forEach(s -> weights.add(uniform(s, -1, 1)));
    return weights;
  }

  private List<Weights> normWeights(int channels, float factor) {
    Shape shape = Shape.of(channels);
    return List.of(
        uniform(shape, -1, 1),
        factor == 0 ? new DenseWeights(shape, new float[channels]) : uniform(shape, 1, 3),
        new DenseWeights(Shape.of(1), new float[] {factor}));
  }

  private Weights uniform(Shape shape, float low, float high) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * random.nextFloat();
    }
    return new DenseWeights(shape, values);
  }
}
