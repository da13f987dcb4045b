package org.dyvedeep.engine.backend.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strided convolutions of pictures, by phases and not, in networks of one layer. */
class FirstLayersTest {
  private static final double TOLERANCE = 5e-5;
  private static final int IMAGES = 2;

  @ParameterizedTest
  @CsvSource({
    "3, 11, 4, 0, 99, F(4x4) of phases",
    "3, 11, 4, 2, 97, F(4x4) of phases",
    "3, 7, 2, 3, 120, F(5x5) of phases",
    "1, 10, 2, 4, 60, direct: planar",
    "3, 9, 3, 1, 90, direct: planar",
    "3, 3, 2, 1, 60, direct: planar"
  })
  void equalTheReference(
      int channels, int kernel, int stride, int pad, int extent, String operator) {
    Graph graph = layer(channels, kernel, stride, pad, extent);
    ModelOptions direct = ModelOptions.defaults().costs(CostModel.defaults());
    float[] image = RandomImageNets.uniform(new Random(3), IMAGES * channels * extent * extent, 1);
    float[] expected = NodeByNode.run(graph, List.of(image)).get("conv");
    float[] found = output(graph, direct, image, operator);
    NodeByNode.assertClose(operator, expected, found, TOLERANCE);
    for (int threads : new int[] {2, 3}) {
      assertArrayEquals(found, output(graph, direct.threads(threads), image, operator));
    }
  }

  private static Graph layer(int channels, int kernel, int stride, int pad, int extent) {
    GraphBuilder builder = new GraphBuilder("layer");
    Value data = builder.input("data", Shape.of(IMAGES, channels, extent, extent));
    Window window = Window.of(kernel, stride, pad);
    Convolution convolution = Convolution.of(96, List.of(window, window), 1, false);
    Shape shape = Shape.of(96, channels, kernel, kernel);
    float[] values = RandomImageNets.uniform(new Random(1), shape.size(), 0.1f);
    List<Weights> weights = List.of(new DenseWeights(shape, values));
    builder.add("conv", "Convolution", convolution, List.of(data), weights, List.of("conv"));
    return builder.build();
  }

  private static float[] output(Graph graph, ModelOptions options, float[] image, String operator) {
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      String ran = Operators.of(model.steps(), "conv");
      assertTrue(ran.contains(operator), ran);
      session.write("data", image, 0);
      session.run();
      return session.read("conv");
    }
  }
}
