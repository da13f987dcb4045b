package org.dyvedeep.engine.backend.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of Winograd's algorithm follows from the costs, and is used. */
class ConvolutionCostTest {
  private static final CostModel DEFAULTS = CostModel.defaults();

  private static final CostModel FREE_PRODUCTS =
      new CostModel(
          1e9,
          DEFAULTS.bytesPerNano(),
          DEFAULTS.smallPatchNanos(),
          DEFAULTS.largePatchNanos(),
          DEFAULTS.largestPatchNanos(),
          1e9,
          DEFAULTS.listedTapsPerNano());

  private static int side(CostModel costs, int channels, int outputs, int extent) {
    return side(costs, 3, channels, outputs, extent);
  }

  private static int side(CostModel costs, int kernel, int channels, int outputs, int extent) {
    int pad = kernel / 2;
    BlockedLayout in = new BlockedLayout(channels, extent, extent, pad, pad);
    BlockedLayout out = BlockedLayout.of(outputs, extent, extent);
    return new ConvolutionCost(costs).winogradSide(ConvolutionShape.of(in, out, kernel, 1, pad));
  }

  @Test
  void kernelsOf5x5HaveTwoForms() {
    assertEquals(4, side(DEFAULTS, 5, 96, 256, 24));
    assertEquals(4, side(DEFAULTS, 5, 32, 32, 16));
    assertEquals(2, side(DEFAULTS, 5, 512, 512, 14));
    assertEquals(ConvolutionCost.DIRECT, side(DEFAULTS, 5, 16, 16, 5));
    assertEquals(ConvolutionCost.DIRECT, side(DEFAULTS, 7, 96, 256, 24));
  }

  /** Layers of VGG-16, CaffeNet and SqueezeNet: times are in docs/performance.md. */
  @ParameterizedTest
  @CsvSource({
    "64, 64, 224, 4",
    "256, 256, 56, 4",
    "512, 512, 28, 4",
    "512, 512, 14, 4",
    "512, 1024, 12, 4",
    "256, 384, 13, 4",
    "16, 64, 55, 4",
    "16, 16, 5, 0"
  })
  void theDefaultsChooseWhatWasMeasuredToBeFast(
      int channels, int outputs, int extent, int expected) {
    assertEquals(expected, side(DEFAULTS, channels, outputs, extent));
  }

  @Test
  void whereProductsCostNothingNoTransformationPays() {
    assertEquals(ConvolutionCost.DIRECT, side(FREE_PRODUCTS, 256, 256, 56));
  }

  @Test
  void dearLargePatchesLeaveTheSmallOnes() {
    CostModel dear = new CostModel(130, 42, 55, 1e4, 1e4, 115, 1.5);
    assertEquals(2, side(dear, 256, 256, 56));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void costsArePositive(double value) {
    assertThrows(IllegalArgumentException.class, () -> new CostModel(value, 1, 1, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CostModel(1, value, 1, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CostModel(1, 1, value, 1, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CostModel(1, 1, 1, value, 1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CostModel(1, 1, 1, 1, value, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new CostModel(1, 1, 1, 1, 1, value, 1));
    assertThrows(IllegalArgumentException.class, () -> new CostModel(1, 1, 1, 1, 1, 1, value));
  }

  private static double mostLive(CostModel costs, int channels, int outputs, int extent) {
    ConvolutionShape shape =
        ConvolutionShape.of(
            BlockedLayout.of(channels, extent, extent),
            BlockedLayout.of(outputs, extent, extent),
            1,
            1,
            0);
    return new ConvolutionCost(costs).mostLive(shape);
  }

  @Test
  void zerosPayWhereTestingForThemIsCheap() {
    double many = mostLive(DEFAULTS, 512, 1000, 13);
    double few = mostLive(DEFAULTS, 512, 384, 13);
    assertTrue(many > 0.6 && many < 1, () -> "many outputs: " + many);
    assertTrue(few > 0.5 && few < many, () -> "few outputs: " + few);
    assertEquals(0, mostLive(DEFAULTS, 512, 64, 13), "testing takes too long");
    CostModel slow = new CostModel(130, 42, 55, 137, 300, 13, 1.5);
    assertEquals(0, mostLive(slow, 512, 1000, 13), "ten times the time for each product");
  }

  private static Graph layer(int channels, int outputs, int extent) {
    GraphBuilder builder = new GraphBuilder("layer");
    Value data = builder.input("data", Shape.of(1, channels, extent, extent));
    Window window = Window.of(3, 1, 1);
    Convolution convolution = Convolution.of(outputs, List.of(window, window), 1, false);
    Shape weights = Shape.of(outputs, channels, 3, 3);
    builder.add(
        "conv",
        "Convolution",
        convolution,
        List.of(data),
        List.of(
            new DenseWeights(
                weights, RandomImageNets.uniform(new Random(1), weights.size(), 0.1f))),
        List.of("conv"));
    return builder.build();
  }

  @Test
  void theCostsOfTheOptionsCount() {
    Graph graph = layer(128, 128, 20);
    assertTrue(operator(graph, DEFAULTS).contains("Winograd"));
    assertEquals("direct", operator(graph, FREE_PRODUCTS));
  }

  private static String operator(Graph graph, CostModel costs) {
    try (Model model = Model.compile(graph, ModelOptions.defaults().costs(costs))) {
      return Operators.of(model.steps(), "conv");
    }
  }

  /** 2 x 2, 4 x 4 and 6 x 6 outputs a patch, in sizes that threads share and that they do not. */
  @ParameterizedTest
  @CsvSource({
    "300, 300, 8, F(2x2)",
    "256, 384, 13, F(4x4)",
    "96, 128, 27, F(4x4)",
    "64, 64, 30, F(6x6)"
  })
  void threadsChangeNoBitOfWinograd(int channels, int outputs, int extent, String form) {
    Graph graph = layer(channels, outputs, extent);
    assertTrue(operator(graph, DEFAULTS).endsWith(form), operator(graph, DEFAULTS));
    float[] image = RandomImageNets.uniform(new Random(2), channels * extent * extent, 1);
    float[] one = output(graph, 1, image);
    assertArrayEquals(one, output(graph, 2, image));
    assertArrayEquals(one, output(graph, 3, image));
  }

  private static float[] output(Graph graph, int threads, float[] image) {
    try (Model model = Model.compile(graph, ModelOptions.defaults().threads(threads));
        Session session = model.open()) {
      session.write("data", image, 0);
      session.run();
      return session.read("conv");
    }
  }
}
