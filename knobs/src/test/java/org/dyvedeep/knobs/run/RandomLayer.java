package org.dyvedeep.knobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * A small layer with weights, some of them 0, and an input that has zeros and flat regions, as
 * networks' inputs have. The same seed gives the same layer.
 */
final class RandomLayer {
  private final SplittableRandom random;
  private final Operation operation;
  private final Shape inputShape;
  private final float[] input;
  private final List<Weights> weights = new ArrayList<>();

  private RandomLayer(SplittableRandom random, Operation operation, Shape inputShape) {
    this.random = random;
    this.operation = operation;
    this.inputShape = inputShape;
    this.input = patches();
    for (Shape shape : operation.weightShapes(List.of(inputShape))) {
      weights.add(new DenseWeights(shape, weights(shape.size())));
    }
  }

  /** A layer of any kind. */
  static RandomLayer of(SplittableRandom random) {
    return random.nextInt(5) == 0 ? fullyConnected(random) : convolution(random);
  }

  /** A given operation on random elements. */
  static RandomLayer of(SplittableRandom random, Operation operation, Shape input) {
    return new RandomLayer(random, operation, input);
  }

  private static RandomLayer convolution(SplittableRandom random) {
    int groups = between(random, 1, 3);
    Window rows = window(random);
    Window columns = window(random);
    int batchAxes = random.nextInt(5) == 0 ? 2 : 1;
    int[] dims = new int[batchAxes + 3];
    for (int i = 0; i < batchAxes; i++) {
      dims[i] = between(random, 1, 2);
    }
    // Some with more products than a word has bits.
    dims[batchAxes] = groups * between(random, 1, random.nextInt(8) == 0 ? 12 : 4);
    dims[batchAxes + 1] = extent(random, rows, 6);
    dims[batchAxes + 2] = extent(random, columns, random.nextInt(8) == 0 ? 45 : 9);
    Operation operation =
        new Convolution(
            groups * between(random, 1, 4),
            List.of(rows, columns),
            groups,
            random.nextBoolean(),
            random.nextBoolean() ? batchAxes : -3,
            activation(random));
    return new RandomLayer(random, operation, Shape.of(dims));
  }

  private static int extent(SplittableRandom random, Window window, int extra) {
    long least = Math.max(1, window.extent() - 2L * window.pad());
    return (int) least + random.nextInt(extra * window.stride());
  }

  private static Window window(SplittableRandom random) {
    return new Window(
        between(random, 1, 4), between(random, 1, 3), between(random, 0, 3), between(random, 1, 2));
  }

  private static RandomLayer fullyConnected(SplittableRandom random) {
    int[] dims = new int[between(random, 2, 5)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = between(random, 1, 4);
    }
    int axis = between(random, 1, dims.length - 1);
    Operation operation =
        new InnerProduct(
            between(random, 1, 6),
            random.nextBoolean() ? axis : axis - dims.length,
            random.nextBoolean(),
            random.nextBoolean(),
            activation(random));
    return new RandomLayer(random, operation, Shape.of(dims));
  }

  private static Activation activation(SplittableRandom random) {
    return switch (random.nextInt(9)) {
      case 0 -> new Identity();
      case 1 -> new Relu(0.1f);
      case 2 -> new Sigmoid();
      case 3 -> new Tanh();
      default -> new Relu(0);
    };
  }

  static int between(SplittableRandom random, int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private float[] weights(int count) {
    float[] values = new float[count];
    boolean pruned = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      values[i] = pruned && random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
    }
    return values;
  }

  /** Patches of one value each, half of them 0; in some, the values vary. */
  private float[] patches() {
    float[] values = new float[inputShape.size()];
    int patch = between(random, 1, 4);
    int width = inputShape.dim(-1);
    float lowest = random.nextBoolean() ? 0 : -1;
    for (int i = 0; i < values.length; i++) {
      int row = i / width;
      SplittableRandom here =
          new SplittableRandom(31L * (row / patch) + 1009L * (i % width / patch) + patch);
      float value = Math.max(lowest, (float) here.nextGaussian());
      boolean varies = here.nextInt(3) == 0;
      values[i] = varies ? Math.max(lowest, value + (float) random.nextGaussian() / 2) : value;
    }
    return values;
  }

  /** The same layer on an input that is never negative. */
  RandomLayer rectified() {
    for (int i = 0; i < input.length; i++) {
      input[i] = Math.max(input[i], 0);
    }
    return this;
  }

  Operation operation() {
    return operation;
  }

  Shape inputShape() {
    return inputShape;
  }

  float[] input() {
    return input.clone();
  }

  List<Weights> weights() {
    return weights;
  }

  /** A network of this layer alone, which is called "layer" and reads "data". */
  Graph graph() {
    GraphBuilder builder = new GraphBuilder("random");
    Value data = builder.input("data", inputShape);
    String kind = operation.getClass().getSimpleName();
    builder.add("layer", kind, operation, List.of(data), weights, List.of("out"));
    return builder.build();
  }

  Node node() {
    return graph().nodes().get(0);
  }

  @Override
  public String toString() {
    return operation + " of " + inputShape;
  }
}
