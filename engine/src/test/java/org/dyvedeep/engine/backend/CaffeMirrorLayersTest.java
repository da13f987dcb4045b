package org.dyvedeep.engine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.RandomGraphs;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/** Single layers through BLAS against their reference operators. */
class CaffeMirrorLayersTest {
  private static final double TOLERANCE = 1e-5;

  @Property(tries = 300)
  void convolution(@ForAll long seed) {
    requireMirrored(seed, false);
  }

  @Property(tries = 300)
  void deconvolution(@ForAll long seed) {
    requireMirrored(seed, true);
  }

  /** Outputs of 8 or more a group, so that one sum that cancels does not decide the scale. */
  private static void requireMirrored(long seed, boolean transposed) {
    Random random = new Random(seed);
    int group = between(random, 1, 3);
    Shape input = image(random, group, 1 + random.nextInt(2));
    int outputs = group * between(random, 8, 20);
    List<Window> windows = windows(random, input, transposed);
    boolean bias = random.nextBoolean();
    Operation operation =
        transposed
            ? Deconvolution.of(outputs, windows, group, bias)
            : Convolution.of(outputs, windows, group, bias);
    requireMirrored(operation, input, random);
  }

  @Property(tries = 300)
  void innerProduct(@ForAll long seed) {
    Random random = new Random(seed);
    Shape input = image(random, 1, 2);
    Operation operation =
        new InnerProduct(
            between(random, 8, 60),
            between(random, 0, 3) - random.nextInt(2) * 4,
            random.nextBoolean(),
            random.nextBoolean(),
            new Identity());
    requireMirrored(operation, input, random);
  }

  /** A channel axis that is not 1: the axes before it are the batch. */
  @Example
  void otherChannelAxes() {
    List<Window> windows = List.of(Window.of(3, 1, 1), Window.of(3, 1, 1));
    Random random = new Random(1);
    Operation last = new Convolution(8, windows, 1, true, -3, new Identity());
    requireMirrored(last, Shape.of(2, 3, 4, 5, 6), random);
    Operation none = new Convolution(8, windows, 1, true, 0, new Identity());
    requireMirrored(none, Shape.of(4, 5, 6), random);
  }

  @Example
  void leavesOtherLayersToTheReference() {
    Window window = Window.of(2, 1, 0);
    Operation volume = Convolution.of(2, List.of(window, window, window), 1, true);
    assertEquals("reference", run(volume, Shape.of(1, 2, 3, 3, 3), new Random(1), 1));
    Operation fused = Convolution.of(2, List.of(window, window), 1, true).with(new Relu(0));
    assertEquals("reference", run(fused, Shape.of(1, 2, 3, 3), new Random(1), 1));
    assertEquals("reference", run(new Relu(0), Shape.of(1, 2, 3, 3), new Random(1), 1));
  }

  @Example
  void unfoldsOnlyWhatIsNotPointwise() {
    Window point = Window.of(1, 1, 0);
    Window strided = Window.of(1, 2, 0);
    assertEquals(
        "caffe-mirror: sgemm",
        run(
            Convolution.of(8, List.of(point, point), 1, true),
            Shape.of(1, 4, 5, 5),
            new Random(1),
            1));
    assertEquals(
        "caffe-mirror: im2col + sgemm",
        run(
            Convolution.of(8, List.of(point, strided), 1, true),
            Shape.of(1, 4, 5, 5),
            new Random(1),
            1));
  }

  private static Shape image(Random random, int group, int spatialAxes) {
    int channels = group * between(random, 1, 4);
    int batch = between(random, 1, 3);
    return spatialAxes == 1
        ? Shape.of(batch, channels, between(random, 1, 30))
        : Shape.of(batch, channels, between(random, 1, 14), between(random, 1, 14));
  }

  /** Windows that fit the input; a third of them 1x1 with stride 1. */
  private static List<Window> windows(Random random, Shape input, boolean transposed) {
    boolean point = random.nextInt(3) == 0;
    List<Window> windows = new ArrayList<>();
    for (int axis = 2; axis < input.rank(); axis++) {
      windows.add(point ? Window.of(1, 1, 0) : window(random, input.dim(axis), transposed));
    }
    return windows;
  }

  private static Window window(Random random, int extent, boolean transposed) {
    int kernel = between(random, 1, 5);
    int dilation = between(random, 1, 3);
    int stride = between(random, 1, 4);
    int reach = dilation * (kernel - 1) + 1;
    // A convolution needs an input of the kernel's reach; a deconvolution must leave an output.
    int least = transposed ? 0 : Math.max(0, (reach - extent + 1) / 2);
    int most = transposed ? (stride * (extent - 1) + reach - 1) / 2 : least + 2;
    return new Window(kernel, stride, Math.min(most, least + random.nextInt(3)), dilation);
  }

  private static int between(Random random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private static void requireMirrored(Operation operation, Shape input, Random random) {
    String operator = run(operation, input, random, between(random, 1, 2));
    assertTrue(operator.startsWith("caffe-mirror"), operator);
  }

  /** Runs one layer on both back ends, compares them, and says which operator ran. */
  private static String run(Operation operation, Shape input, Random random, int threads) {
    GraphBuilder builder = new GraphBuilder("layer");
    Value data = builder.input("data", input);
    List<Weights> weights = new ArrayList<>();
    for (Shape shape : operation.weightShapes(List.of(input))) {
      float[] values = new float[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() * 2 - 1;
      }
      weights.add(new DenseWeights(shape, values));
    }
    builder.add("layer", "test", operation, List.of(data), weights, List.of("out"));
    Graph graph = builder.build();
    List<float[]> inputs = RandomGraphs.inputs(graph, random.nextLong());
    Map<String, float[]> expected = NodeByNode.run(graph, inputs);
    try (Model model =
            Model.compile(graph, ModelOptions.defaults().backend("caffe-mirror").threads(threads));
        Session session = model.open()) {
      session.write("data", inputs.get(0), 0);
      session.run();
      String what = operation + " of " + input;
      NodeByNode.assertClose(what, expected.get("out"), session.read("out"), TOLERANCE);
      return model.steps().get(0).operator();
    }
  }
}
