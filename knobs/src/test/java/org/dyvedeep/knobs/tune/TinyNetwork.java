package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;

/** A small classifier with random weights, and smooth pictures labelled by what it says of them. */
final class TinyNetwork {
  static final int CLASSES = 5;
  private static final int SIZE = 12;

  private final SplittableRandom random = new SplittableRandom(11);
  private final Graph graph;

  TinyNetwork() {
    GraphBuilder builder = new GraphBuilder("tiny");
    Value data = builder.input("data", Shape.of(1, 3, SIZE, SIZE));
    Value conv1 = conv(builder, "conv1", data, 8);
    Value pool1 = pool(builder, "pool1", relu(builder, "relu1", conv1), Pooling.Method.MAX);
    Value conv2 = conv(builder, "conv2", pool1, 12);
    Value pool2 = pool(builder, "pool2", relu(builder, "relu2", conv2), Pooling.Method.AVE);
    int inputs = pool2.shape().size();
    Value scores =
        builder
            .add(
                "fc",
                "InnerProduct",
                InnerProduct.of(CLASSES, true),
                List.of(pool2),
                List.of(weights(0.3, CLASSES, inputs), weights(0.1, CLASSES)),
                List.of("fc"))
            .get(0);
    builder.add("prob", "Softmax", new Softmax(1), List.of(scores), List.of(), List.of("prob"));
    graph = builder.build();
  }

  private Value conv(GraphBuilder builder, String name, Value input, int outputs) {
    Window window = Window.of(3, 1, 1);
    int channels = input.shape().dim(1);
    return builder
        .add(
            name,
            "Convolution",
            Convolution.of(outputs, List.of(window, window), 1, true),
            List.of(input),
            List.of(weights(0.3, outputs, channels, 3, 3), weights(0.3, outputs)),
            List.of(name))
        .get(0);
  }

  private static Value relu(GraphBuilder builder, String name, Value input) {
    return builder.add(name, "ReLU", new Relu(0), List.of(input), List.of(), List.of(name)).get(0);
  }

  private static Value pool(GraphBuilder builder, String name, Value input, Pooling.Method method) {
    Window window = Window.of(2, 2, 0);
    return builder
        .add(
            name,
            "Pooling",
            Pooling.of(method, window, window),
            List.of(input),
            List.of(),
            List.of(name))
        .get(0);
  }

  private DenseWeights weights(double bound, int... dims) {
    Shape shape = Shape.of(dims);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-bound, bound);
    }
    return new DenseWeights(shape, values);
  }

  Graph graph() {
    return graph;
  }

  Network network() {
    return Network.of(graph, "data", "prob", true);
  }

  /** Pictures of soft blobs; each label is the dense network's decision. */
  Examples examples(int count, long seed) {
    SplittableRandom pictures = new SplittableRandom(seed);
    List<float[]> inputs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (Model model = Model.compile(graph, ModelOptions.defaults());
        Session session = model.open()) {
      for (int i = 0; i < count; i++) {
        float[] picture = picture(pictures);
        session.write("data", picture, 0);
        session.run();
        inputs.add(picture);
        labels.add(greatest(session.read("prob")));
      }
    }
    return new Examples(inputs, labels);
  }

  private static float[] picture(SplittableRandom random) {
    float[] picture = new float[3 * SIZE * SIZE];
    for (int c = 0; c < 3; c++) {
      double centreY = random.nextDouble(0, SIZE);
      double centreX = random.nextDouble(0, SIZE);
      double height = random.nextDouble(-3, 3);
      for (int p = 0; p < SIZE * SIZE; p++) {
        int row = p / SIZE;
        double y = row - centreY;
        double x = p % SIZE - centreX;
        picture[c * SIZE * SIZE + p] = (float) (height * Math.exp(-(y * y + x * x) / 20));
      }
    }
    return picture;
  }

  private static int greatest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
