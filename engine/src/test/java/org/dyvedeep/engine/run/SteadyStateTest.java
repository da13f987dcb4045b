package org.dyvedeep.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds once a session runs again and again, alone or beside others. */
class SteadyStateTest {
  /** By then C2 has compiled even what waits behind the rest of the suite. */
  private static final long COMPILING_NANOS = 30_000_000_000L;

  private static final int SESSIONS = 16;

  private static List<Window> windows(int kernel, int stride, int pad) {
    Window window = Window.of(kernel, stride, pad);
    return List.of(window, window);
  }

  /** Every operator of caffe-mirror beside the usual reference operators. */
  private static Graph graph() {
    List<Operation> layers =
        List.of(
            Convolution.of(16, windows(3, 1, 1), 1, true),
            new Relu(0),
            new Lrn(Lrn.Region.ACROSS_CHANNELS, 5, 1e-4f, 0.75f, 1),
            Pooling.of(Pooling.Method.MAX, Window.of(3, 2, 0), Window.of(3, 2, 0)),
            Convolution.of(32, windows(3, 2, 1), 2, true),
            Convolution.of(24, windows(1, 1, 0), 1, false),
            Deconvolution.of(8, windows(2, 2, 0), 1, true),
            new Flatten(1, -1),
            InnerProduct.of(40, true),
            new Softmax(1));
    GraphBuilder builder = new GraphBuilder("steady");
    Value value = builder.input("data", Shape.of(2, 3, 33, 33));
    Random random = new Random(5);
    for (Operation layer : layers) {
      String name = layer.getClass().getSimpleName() + value.name();
      List<Weights> weights = new ArrayList<>();
      for (Shape shape : layer.weightShapes(List.of(value.shape()))) {
        weights.add(new DenseWeights(shape, uniform(random, shape.size())));
      }
      value = builder.add(name, "test", layer, List.of(value), weights, List.of(name)).get(0);
    }
    return builder.build();
  }

  private static float[] uniform(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static float[] image(long seed) {
    return uniform(new Random(seed), 2 * 3 * 33 * 33);
  }

  private static float[] run(Session session, float[] image) {
    session.write("data", image, 0);
    session.run();
    return session.read(session.outputs().iterator().next());
  }

  @ParameterizedTest
  @CsvSource({"reference,1", "caffe-mirror,1", "caffe-mirror,2", "direct,1", "direct,2"})
  void allocatesNothing(String backend, int threads) {
    ModelOptions options = ModelOptions.defaults().backend(backend).threads(threads);
    try (Model model = Model.compile(graph(), options);
        Session session = model.open()) {
      String output = session.outputs().iterator().next();
      float[] image = image(1);
      float[] scores = new float[80];
      long least = Long.MAX_VALUE;
      // Vector code allocates until it is compiled, which takes a while: the best round counts.
      long patience = System.nanoTime() + COMPILING_NANOS;
      while (least > 0 && System.nanoTime() < patience) {
        least = Math.min(least, allocated(session, image, output, scores));
      }
      assertEquals(0, least, "bytes allocated in 100 runs");
    }
  }

  private static long allocated(Session session, float[] image, String output, float[] scores) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < 100; i++) {
      session.write("data", image, 0);
      session.run();
      session.read(output, scores, 0);
    }
    return threads.getThreadAllocatedBytes(id) - before;
  }

  @ParameterizedTest
  @CsvSource({"reference,1", "caffe-mirror,1", "caffe-mirror,2", "direct,1", "direct,2"})
  void repeatsBitForBit(String backend, int threads) {
    ModelOptions options = ModelOptions.defaults().backend(backend).threads(threads);
    float[] first;
    try (Model model = Model.compile(graph(), options);
        Session session = model.open()) {
      first = run(session, image(1));
      for (int i = 0; i < 20; i++) {
        run(session, image(2));
        assertArrayEquals(first, run(session, image(1)));
      }
    }
    try (Model again = Model.compile(graph(), options);
        Session session = again.open()) {
      assertArrayEquals(first, run(session, image(1)), "after compiling again");
    }
  }

  @Test
  void sessionsDoNotDisturbEachOther() throws Exception {
    ModelOptions options = ModelOptions.defaults().backend("caffe-mirror");
    try (Model one = Model.compile(graph(), options);
        Model two = Model.compile(graph(), options.threads(2))) {
      float[][] expected = new float[SESSIONS][];
      for (int i = 0; i < SESSIONS; i++) {
        try (Session session = model(i, one, two).open()) {
          expected[i] = run(session, image(i));
        }
      }
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        int index = i;
        tasks.add(() -> mismatches(model(index, one, two), index, expected[index]));
      }
      ExecutorService pool = Executors.newFixedThreadPool(SESSIONS);
      for (Future<Integer> mismatches : pool.invokeAll(tasks)) {
        assertEquals(0, mismatches.get());
      }
      pool.shutdown();
    }
  }

  /** A quarter of the sessions wants two threads: the setting of the process changes meanwhile. */
  private static Model model(int index, Model one, Model two) {
    return index % 4 == 3 ? two : one;
  }

  private static int mismatches(Model model, int index, float[] expected) {
    int mismatches = 0;
    try (Session session = model.open()) {
      for (int i = 0; i < 20; i++) {
        mismatches += java.util.Arrays.equals(expected, run(session, image(index))) ? 0 : 1;
      }
    }
    return mismatches;
  }
}
