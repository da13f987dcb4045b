package org.dyvedeep.knobs.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class FeatureOrderTest {
  private static final int WIDTH = 20;

  /** Of 32 features, the even ones are positive where the input is, the odd ones elsewhere. */
  private static Graph alternating() {
    GraphBuilder builder = new GraphBuilder("alternating");
    Value data = builder.input("data", Shape.of(1, 1, 1, WIDTH));
    float[] weights = new float[32];
    for (int o = 0; o < weights.length; o++) {
      weights[o] = o % 2 == 0 ? 1 : -1;
    }
    Window window = Window.of(1, 1, 0);
    builder.add(
        "conv",
        "Convolution",
        Convolution.of(32, List.of(window, window), 1, false).with(new Relu(0)),
        List.of(data),
        List.of(new DenseWeights(Shape.of(32, 1, 1, 1), weights)),
        List.of("conv"));
    return builder.build();
  }

  @Test
  void featuresThatArePositiveTogetherBecomeNeighbours() {
    float[] picture = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      picture[i] = i % 3 - 0.5f;
    }
    try (SkippingBounds bounds = new SkippingBounds(alternating(), "data", Set.of("conv"), 1)) {
      bounds.learn(picture);
      bounds.learned();
      bounds.examine(picture);
      LayerBounds found = bounds.results(CostModel.defaults()).get(0);
      assertEquals(1, found.heldOutFeatures());
      assertEquals(0.5, found.reorderedFeatures());
    }
  }

  @Test
  void learningComesFirst() {
    try (SkippingBounds bounds = new SkippingBounds(alternating(), "data", Set.of("conv"), 1)) {
      float[] picture = new float[WIDTH];
      assertThrows(IllegalStateException.class, bounds::learned);
      bounds.learn(picture);
      assertThrows(IllegalStateException.class, () -> bounds.examine(picture));
      assertThrows(IllegalStateException.class, () -> bounds.results(CostModel.defaults()));
      bounds.learned();
      assertThrows(IllegalStateException.class, () -> bounds.learn(picture));
    }
  }

  @Test
  void featuresStayInTheirGroups() {
    int outputs = 40;
    boolean[] positive = new boolean[outputs * 8];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = (i / 8 + i % 8) % 3 == 0;
    }
    PositiveSets sets = new PositiveSets(outputs);
    sets.add(OutputMask.of(positive, 1, 8), List.of(new Stretch(0, 0, 8)));
    int[] order = FeatureOrder.of(sets, outputs, 20);
    int[] first = Arrays.copyOf(order, 20);
    int[] second = Arrays.copyOfRange(order, 20, 40);
    Arrays.sort(first);
    Arrays.sort(second);
    assertEquals(IntStream.range(0, 20).boxed().toList(), Arrays.stream(first).boxed().toList());
    assertEquals(IntStream.range(20, 40).boxed().toList(), Arrays.stream(second).boxed().toList());
  }
}
