package org.dyvedeep.knobs.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sfma;
import org.junit.jupiter.api.Test;

/** A plan belongs to the values of one network's weights. */
class PlanFitTest {
  private static final float[] VALUES = {0, 1, -2, 0, 0, 3};

  private static Graph network(String layer, Weights weights) {
    GraphBuilder builder = new GraphBuilder("net");
    Value data = builder.input("data", Shape.of(1, weights.shape().dim(1)));
    InnerProduct product = InnerProduct.of(weights.shape().dim(0), false);
    List<Value> sums =
        builder.add(layer, "InnerProduct", product, List.of(data), List.of(weights), List.of("fc"));
    builder.add("relu", "ReLU", new Relu(0), sums, List.of(), List.of("relu"));
    return builder.build();
  }

  private static Weights dense(Shape shape, float... values) {
    return new DenseWeights(shape, values);
  }

  private static Graph network() {
    return network("fc", dense(Shape.of(2, 3), VALUES));
  }

  private static EffortPlan plan(String layer) {
    return EffortPlan.of(network(), Granularity.NEURON, Map.of(layer, LayerEffort.none()));
  }

  @Test
  void theSpellingOfTheSameValuesDoesNotMatter() {
    float[] codebook = new float[16];
    codebook[1] = 1;
    codebook[2] = -2;
    codebook[3] = 3;
    // Codes 1, 2, 3 with gaps 1, 0, 2, two a byte and the low nibble first.
    Weights compressed =
        new CodebookWeights(
            Shape.of(2, 3), codebook, 4, 3, new byte[] {0x21, 3}, new byte[] {0x01, 2});
    assertEquals(
        WeightsFingerprint.of(network()), WeightsFingerprint.of(network("fc", compressed)));
    Weights negativeZero = dense(Shape.of(2, 3), -0f, 1, -2, 0, -0f, 3);
    assertEquals(
        WeightsFingerprint.of(network()), WeightsFingerprint.of(network("fc", negativeZero)));
  }

  /** Compressed weights are looked up some at a time. */
  @Test
  void theSpellingOfManyValuesDoesNotMatter() {
    Shape shape = Shape.of(301, 211);
    Random random = new Random(1);
    float[] codebook = new float[256];
    for (int i = 1; i < codebook.length; i++) {
      codebook[i] = (float) random.nextGaussian();
    }
    byte[] codes = new byte[shape.size()];
    random.nextBytes(codes);
    byte[] noGaps = new byte[(codes.length + 1) / 2];
    Weights compressed = new CodebookWeights(shape, codebook, 8, codes.length, codes, noGaps);
    float[] values = new float[codes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = codebook[codes[i] & 0xFF];
    }
    assertEquals(
        WeightsFingerprint.of(network("fc", dense(shape, values))),
        WeightsFingerprint.of(network("fc", compressed)));
  }

  @Test
  void namesShapesAndValuesMatter() {
    String own = WeightsFingerprint.of(network());
    assertTrue(own.matches("sha256:[0-9a-f]{64}"), own);
    Weights other = dense(Shape.of(2, 3), 0, 1, -2, 0, 0, Math.nextUp(3f));
    assertNotEquals(own, WeightsFingerprint.of(network("fc", other)));
    assertNotEquals(own, WeightsFingerprint.of(network("fc", dense(Shape.of(3, 2), VALUES))));
    assertNotEquals(own, WeightsFingerprint.of(network("fd", dense(Shape.of(2, 3), VALUES))));
  }

  @Test
  void aPlanForTheNetworkFits() {
    assertDoesNotThrow(() -> EffortPlanFile.requireFits("my.json", plan("fc"), network()));
  }

  @Test
  void otherWeightsAreRefused() {
    Graph other = network("fc", dense(Shape.of(2, 3), 1, 1, 1, 1, 1, 1));
    refuses(
        plan("fc"),
        other,
        "made for other weights",
        WeightsFingerprint.of(network()),
        WeightsFingerprint.of(other),
        "tune again");
  }

  @Test
  void layersThatTakeNoKnobsAreRefused() {
    refuses(plan("fc9"), network(), "layer \"fc9\": there is no such layer in net", "layer: fc");
    refuses(plan("relu"), network(), "layer \"relu\": its type is ReLU", "expected a convolution");
  }

  @Test
  void settingsThatDoNotSuitALayerAreRefused() {
    Sfma sfma = new Sfma(Sfma.Criterion.RANGE, List.of(1f, 2f, 3f, 4f), 1, 1);
    EffortPlan plan = plan("fc").withLayers(Map.of("fc", LayerEffort.none().with(sfma)));
    refuses(plan, network(), "layer fc: sfma.maxWindowSpread has 4 numbers, expected one for all");
  }

  private static void refuses(EffortPlan plan, Graph graph, String... words) {
    InvalidPlanException refusal =
        assertThrows(
            InvalidPlanException.class, () -> EffortPlanFile.requireFits("my.json", plan, graph));
    assertTrue(refusal.getMessage().startsWith("my.json: "), refusal.getMessage());
    for (String word : words) {
      assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
    }
  }
}
