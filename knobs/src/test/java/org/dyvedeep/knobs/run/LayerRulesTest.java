package org.dyvedeep.knobs.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.setting.InvalidSettingException;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.Test;

class LayerRulesTest {
  private static final int CHANNELS = 4;
  private static final int OUTPUTS = 6;

  /** data, conv1, pool1, conv2, prob; conv2 may read what conv1's activation leaves. */
  private static Graph graph(Activation first, Activation second) {
    GraphBuilder builder = new GraphBuilder("net");
    Value value = builder.input("data", Shape.of(1, CHANNELS, 8, 8));
    Window three = Window.of(3, 1, 1);
    Operation convolution = Convolution.of(OUTPUTS, List.of(three, three), 2, false);
    Pooling pooling = Pooling.of(Pooling.Method.MAX, three, three);
    value = add(builder, "conv1", ((Convolution) convolution).with(first), value);
    value = add(builder, "pool1", pooling, value);
    value = add(builder, "conv2", ((Convolution) convolution).with(second), value);
    value = add(builder, "fc", InnerProduct.of(5, true).with(second), value);
    add(builder, "prob", new Softmax(1), value);
    return builder.build();
  }

  private static Value add(GraphBuilder builder, String name, Operation operation, Value from) {
    List<Weights> weights = new ArrayList<>();
    for (Shape shape : operation.weightShapes(List.of(from.shape()))) {
      weights.add(new DenseWeights(shape, new float[shape.size()]));
    }
    String kind = operation.getClass().getSimpleName();
    return builder.add(name, kind, operation, List.of(from), weights, List.of(name)).get(0);
  }

  private static List<Float> numbers(int count) {
    return Collections.nCopies(count, 1f);
  }

  private static LayerEffort spet(List<Float> importance, Stage stage) {
    return LayerEffort.none().with(new StagedSpet(TapOrder.TAPS, importance, List.of(stage), 1));
  }

  private static LayerEffort sdss(int thresholds) {
    return LayerEffort.none()
        .with(
            new Sdss(
                Sdss.Grid.SQUARE,
                2,
                2,
                Sdss.Basis.SUM,
                numbers(thresholds),
                List.of(),
                Sdss.Interpolation.AVERAGE,
                false));
  }

  private static LayerEffort sfma(int thresholds) {
    return LayerEffort.none().with(new Sfma(Sfma.Criterion.RANGE, numbers(thresholds), 1, 1));
  }

  private static String problem(Graph graph, String layer, LayerEffort effort) {
    List<String> problems = LayerRules.problems(graph, Map.of(layer, effort));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith(layer + ": "), problems.get(0));
    return problems.get(0).substring(layer.length() + 2);
  }

  private static void requireFine(Graph graph, String layer, LayerEffort effort) {
    assertEquals(List.of(), LayerRules.problems(graph, Map.of(layer, effort)));
  }

  @Test
  void numbersOfThresholdsMustFit() {
    Graph graph = graph(new Relu(0), new Relu(0));
    Stage six = Stage.below(0.5, numbers(OUTPUTS));
    requireFine(graph, "conv1", spet(numbers(CHANNELS), six));
    requireFine(graph, "conv2", spet(List.of(), Stage.below(0.5, numbers(1))));
    requireFine(graph, "conv1", sdss(OUTPUTS));
    requireFine(graph, "conv1", sfma(CHANNELS));
    requireFine(graph, "fc", sfma(OUTPUTS));
    requireFine(graph, "fc", LayerEffort.none().with(Zis.exact()));
    assertEquals(
        "spet.importance has 3 numbers, expected none or 4, one for each input feature",
        problem(graph, "conv1", spet(numbers(3), six)));
    assertEquals(
        "spet.stages[0].below has 4 numbers, expected one for all or 6, one for each",
        problem(graph, "conv1", spet(List.of(), Stage.below(0.5, numbers(4)))));
    assertEquals(
        "sdss.maxSpread has 2 numbers, expected one for all or 6, one for each",
        problem(graph, "conv2", sdss(2)));
    assertEquals(
        "sfma.maxWindowSpread has 6 numbers, expected one for all or 4, one for each",
        problem(graph, "conv1", sfma(6)));
  }

  @Test
  void spetNeedsARail() {
    LayerEffort lower = spet(List.of(), Stage.below(0.5, numbers(1)));
    LayerEffort upper = spet(List.of(), new Stage(0.5, List.of(), numbers(1)));
    requireFine(graph(new Sigmoid(), new Sigmoid()), "conv1", upper);
    for (Activation none : List.of(new Identity(), new Relu(0.1f))) {
      assertTrue(problem(graph(none, none), "conv1", lower).startsWith("spet needs an activation"));
    }
    assertEquals(
        "spet.stages[0].above is set, but the layer's activation has no upper rail",
        problem(graph(new Relu(0), new Relu(0)), "conv1", upper));
  }

  @Test
  void theExactVariantNeedsInputsThatAreNeverNegative() {
    LayerEffort signed = LayerEffort.none().with(new SignedSpet(8));
    Graph rectified = graph(new Relu(0), new Relu(0));
    requireFine(rectified, "conv2", signed);
    requireFine(rectified, "fc", signed);
    assertTrue(problem(rectified, "conv1", signed).endsWith("data may be"));
    assertTrue(
        problem(graph(new Identity(), new Relu(0)), "conv2", signed).endsWith("pool1 may be"));
    assertEquals(
        "spet needs a ReLU for its exact variant",
        problem(graph(new Relu(0), new Sigmoid()), "conv2", signed));
  }

  @Test
  void otherLayersHaveNoKnobs() {
    Graph graph = graph(new Relu(0), new Relu(0));
    assertEquals("net has no such layer", problem(graph, "conv9", sfma(1)));
    assertTrue(problem(graph, "pool1", sfma(1)).startsWith("knobs are for convolutions"));
    assertEquals(
        "sdss needs output maps, this is a fully-connected layer", problem(graph, "fc", sdss(1)));
    requireFine(graph, "prob", LayerEffort.none());
  }

  @Test
  void theProviderRefusesWhatDoesNotFit() {
    Graph graph = graph(new Relu(0), new Relu(0));
    EffortProvider provider = EffortProvider.of(Map.of("conv1", sdss(2)));
    InvalidSettingException thrown =
        assertThrows(
            InvalidSettingException.class,
            () -> provider.prepare(graph.nodes().get(0), new PlanOptions(1)));
    assertTrue(thrown.getMessage().startsWith("conv1: sdss.maxSpread has 2"), thrown.getMessage());
    assertTrue(provider.prepare(graph.nodes().get(2), new PlanOptions(1)).isEmpty());
  }

  /** What the tests' random knobs are made of must be what users may set. */
  @Property(tries = 300)
  void randomKnobsFit(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomLayer layer = RandomLayer.of(random);
    LayerEffort effort = RandomEffort.any(random, new NaiveLayer(layer));
    assertEquals(List.of(), LayerRules.problems(layer.node(), effort));
  }
}
