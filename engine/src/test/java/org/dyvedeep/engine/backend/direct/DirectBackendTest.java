package org.dyvedeep.engine.backend.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.NodeByNode;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/** Whole networks in blocked layouts against the reference, node by node. */
class DirectBackendTest {
  private static final double TOLERANCE = 1e-5;
  private static final double WINOGRAD_TOLERANCE = 5e-5;

  private static final int SESSIONS = 16;

  private static ModelOptions options(Kernels kernels, boolean winograd, int threads) {
    return ModelOptions.defaults().backend(new DirectBackend(kernels, winograd)).threads(threads);
  }

  private static ModelOptions options(int threads) {
    return options(KernelLookup.best(), true, threads);
  }

  private static float[] image(Graph graph, long seed) {
    return RandomImageNets.uniform(new Random(seed), graph.inputs().get(0).shape().size(), 1);
  }

  @Property(tries = 150)
  void bestKernelsAgreeWithTheReference(@ForAll long seed) {
    requireReference(seed, KernelLookup.best());
  }

  @Property(tries = 60)
  void scalarKernelsAgreeWithTheReference(@ForAll long seed) {
    requireReference(seed, KernelLookup.scalar());
  }

  /** A product of a value and of the one-input join that it lies in, under two names. */
  @Example
  void aProductDoesNotOverwriteAnOperandThatLiesInAnother() {
    requireReference(-3775263381052377636L, KernelLookup.scalar());
  }

  private static void requireReference(long seed, Kernels kernels) {
    int threads = seed % 2 == 0 ? 1 : 2;
    Graph graph = RandomImageNets.graph(seed);
    requireReference(graph, seed, options(kernels, false, threads), TOLERANCE);
    requireReference(graph, seed, options(kernels, true, threads), WINOGRAD_TOLERANCE);
  }

  /** Every other blob is kept, and another image was run before: borders must be clean again. */
  private static void requireReference(
      Graph graph, long seed, ModelOptions options, double tolerance) {
    List<String> blobs = graph.blobs().keySet().stream().sorted().toList();
    String[] kept =
        blobs.stream().filter(blob -> blobs.indexOf(blob) % 2 == 0).toArray(String[]::new);
    float[] image = image(graph, seed);
    Map<String, float[]> expected = NodeByNode.run(graph, List.of(image));
    double limit = tolerance * NodeByNode.greatest(expected);
    try (Model model = Model.compile(graph, options.keep(kept));
        Session session = model.open()) {
      session.write("data", image(graph, seed + 1), 0);
      session.run();
      session.write("data", image, 0);
      session.run();
      for (String blob : kept) {
        NodeByNode.assertWithin(blob, expected.get(blob), session.read(blob), limit);
      }
      for (String blob : session.outputs()) {
        NodeByNode.assertWithin(blob, expected.get(blob), session.read(blob), limit);
      }
    }
  }

  @Property(tries = 60)
  void theNumberOfThreadsChangesNoBit(@ForAll long seed) {
    Graph graph = RandomImageNets.graph(seed);
    List<float[]> one = outputs(graph, 1, seed);
    List<float[]> two = outputs(graph, 2, seed);
    List<float[]> three = outputs(graph, 3, seed);
    for (int i = 0; i < one.size(); i++) {
      assertArrayEquals(one.get(i), two.get(i));
      assertArrayEquals(one.get(i), three.get(i));
    }
  }

  private static List<float[]> outputs(Graph graph, int threads, long seed) {
    try (Model model = Model.compile(graph, options(threads));
        Session session = model.open()) {
      return outputs(session, image(graph, seed));
    }
  }

  private static List<float[]> outputs(Session session, float[] image) {
    session.write("data", image, 0);
    session.run();
    return session.outputs().stream().map(session::read).toList();
  }

  /** Wide enough that helpers take a share. */
  private static Graph fireNet() {
    GraphBuilder builder = new GraphBuilder("fire");
    Value data = builder.input("data", Shape.of(1, 3, 40, 40));
    Value conv = convolution(builder, data, 32, 3);
    Value pool =
        add(builder, Pooling.of(Pooling.Method.MAX, Window.of(3, 2, 0), Window.of(3, 2, 0)), conv);
    Value squeeze = convolution(builder, pool, 16, 1);
    Value left = convolution(builder, squeeze, 64, 1);
    Value right = convolution(builder, squeeze, 64, 3);
    Value joined = add(builder, new Concat(1), left, right);
    Value last = convolution(builder, joined, 24, 5);
    add(builder, InnerProduct.of(50, true), last);
    return builder.build();
  }

  private static Value convolution(GraphBuilder builder, Value from, int outputs, int kernel) {
    Window window = Window.of(kernel, 1, kernel / 2);
    Operation convolution = Convolution.of(outputs, List.of(window, window), 1, true);
    return add(builder, new Relu(0), add(builder, convolution, from));
  }

  private static Value add(GraphBuilder builder, Operation operation, Value... from) {
    String kind = operation.getClass().getSimpleName();
    String layer = kind + " of " + from[0].name();
    while (builder.hasBlob(layer)) {
      layer += "'";
    }
    List<Weights> weights = new ArrayList<>();
    List<Shape> shapes = List.of(from).stream().map(Value::shape).toList();
    for (Shape shape : operation.weightShapes(shapes)) {
      weights.add(
          new DenseWeights(
              shape, RandomImageNets.uniform(new Random(shape.size()), shape.size(), 0.1f)));
    }
    return builder.add(layer, kind, operation, List.of(from), weights, List.of(layer)).get(0);
  }

  /** Heights and widths that its patches of 4 x 4 do not divide, between values with borders. */
  @Example
  void winogradIsChosenForWideLayersAndAgrees() {
    GraphBuilder builder = new GraphBuilder("wide");
    Value data = builder.input("data", Shape.of(2, 100, 23, 35));
    convolution(builder, convolution(builder, data, 120, 3), 90, 3);
    Graph graph = builder.build();
    for (int threads = 1; threads <= 2; threads++) {
      try (Model model = Model.compile(graph, options(threads))) {
        List<String> operators = model.steps().stream().map(StepInfo::operator).toList();
        String winograd = "direct: Winograd F(4x4)";
        assertEquals(2, Collections.frequency(operators, winograd), operators::toString);
      }
      requireReference(graph, 3, options(threads), WINOGRAD_TOLERANCE);
    }
  }

  /** One step a layer, but for the borders of the first and the rows of the last. */
  @Example
  void reordersOnlyWhereItMust() {
    try (Model model = Model.compile(fireNet(), options(1))) {
      assertEquals(
          List.of(
              "Reorder",
              "Convolution",
              "Pooling",
              "Convolution",
              "Convolution",
              "Convolution",
              "Concat",
              "Convolution",
              "Reorder",
              "InnerProduct"),
          model.steps().stream().map(StepInfo::kind).toList());
    }
  }

  /** The halves of the joined value lie in it: 128 channels, not 256, of 19 x 19 with border 2. */
  @Example
  void joinedValuesTakeNoMemoryOfTheirOwn() {
    try (Model model = Model.compile(fireNet(), options(1))) {
      int data = 3 * 40 * 40 + 3 * 42 * 42;
      int joined = 128 * 23 * 23;
      int first = 32 * 40 * 40;
      assertTrue(
          model.memory().arenaFloats() < data + joined + first + 1000, model.memory()::toString);
    }
  }

  @Example
  void manySessionsShareTheHelpersOfOneModel() throws Exception {
    Graph graph = fireNet();
    try (Model model = Model.compile(graph, options(2))) {
      float[][] expected = new float[SESSIONS][];
      for (int i = 0; i < SESSIONS; i++) {
        expected[i] = outputs(graph, 1, i).get(0);
      }
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        int index = i;
        tasks.add(() -> mismatches(model, image(graph, index), expected[index]));
      }
      ExecutorService pool = Executors.newFixedThreadPool(SESSIONS);
      for (Future<Integer> mismatches : pool.invokeAll(tasks)) {
        assertEquals(0, mismatches.get());
      }
      pool.shutdown();
    }
  }

  private static int mismatches(Model model, float[] image, float[] expected) {
    int mismatches = 0;
    try (Session session = model.open()) {
      for (int i = 0; i < 30; i++) {
        float[] found = outputs(session, image).get(0);
        mismatches += java.util.Arrays.equals(expected, found) ? 0 : 1;
      }
    }
    return mismatches;
  }
}
