package org.dyvedeep.engine.backend.direct;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Random networks of the layers that image classifiers have, with as many channels as fill blocks
 * of 16 and as leave them ragged, and readers of one value that want different borders.
 */
final class RandomImageNets {
  private static final int[] CHANNELS = {1, 3, 8, 16, 20, 32, 33, 48, 64};

  private static final List<Eltwise.Kind> KINDS = List.of(Eltwise.Kind.values());

  private final Random random;

  /**
   * Draws what does not change the rest of the network, so that seeds of found errors stay good.
   */
  private final Random details;

  private final GraphBuilder builder;
  private final List<Value> values = new ArrayList<>();
  private int layers;

  private RandomImageNets(long seed) {
    this.random = new Random(seed);
    this.details = new Random(~seed);
    this.builder = new GraphBuilder("image net " + seed);
  }

  /** A network with one input, {@code data}; the same seed gives the same one. */
  static Graph graph(long seed) {
    return new RandomImageNets(seed).build();
  }

  private Graph build() {
    Shape shape = Shape.of(1 + random.nextInt(2), one(CHANNELS), between(5, 17), between(5, 17));
    values.add(builder.input("data", shape));
    int count = between(3, 14);
    while (layers < count) {
      layer();
    }
    slice(newest());
    if (random.nextBoolean()) {
      Value flat = add(new Flatten(1, -1), newest());
      add(new Softmax(1), add(InnerProduct.of(between(1, 40), true), flat));
    }
    return builder.build();
  }

  private void layer() {
    Value from = random.nextInt(3) > 0 ? newest() : values.get(random.nextInt(values.size()));
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> values.add(add(new Relu(0), values.remove(convolution(from))));
      case 4 -> convolution(from);
      case 5 -> pooling(from);
      case 6 -> values.add(add(lrn(), from));
      case 7, 8 -> join(from);
      case 9 -> eltwise(from);
      case 10 -> values.add(channelwise(from));
      default -> values.add(add(new Relu(random.nextInt(2) * 0.1f), from));
    }
  }

  /** Adds a convolution and gives its place among the values. */
  private int convolution(Value from) {
    int channels = from.shape().dim(1);
    boolean depthwise = random.nextInt(6) == 0;
    int group = depthwise ? channels : channels % 2 == 0 && random.nextInt(4) == 0 ? 2 : 1;
    int outputs = depthwise ? channels : group * one(CHANNELS);
    List<Window> windows = List.of(window(from.shape().dim(2)), window(from.shape().dim(3)));
    if (random.nextInt(3) == 0 && Math.min(from.shape().dim(2), from.shape().dim(3)) > 2) {
      windows = List.of(Window.of(3, 1, 1), Window.of(3, 1, 1));
    }
    values.add(add(Convolution.of(outputs, windows, group, random.nextBoolean()), from));
    return values.size() - 1;
  }

  private Window window(int extent) {
    if (random.nextInt(8) == 0) {
      return Window.of(extent, 1, 0);
    }
    int kernel = between(1, Math.min(5, extent));
    int dilation = kernel > 1 && kernel * 2 - 1 <= extent ? between(1, 2) : 1;
    return new Window(kernel, between(1, 2), random.nextInt(4), dilation);
  }

  private void pooling(Value from) {
    int least = Math.min(from.shape().dim(2), from.shape().dim(3));
    int kernel = between(1, Math.min(3, least));
    // A stride over the kernel would put whole windows outside, where Caffe averages nothing.
    int stride = between(1, Math.min(2, kernel));
    Window window = Window.of(kernel, stride, random.nextInt(Math.max(1, kernel - 1)));
    Pooling.Method method = random.nextBoolean() ? Pooling.Method.MAX : Pooling.Method.AVE;
    boolean global = random.nextInt(6) == 0;
    values.add(add(global ? Pooling.global(method) : Pooling.of(method, window, window), from));
  }

  private Operation lrn() {
    Lrn.Region region =
        random.nextBoolean() ? Lrn.Region.ACROSS_CHANNELS : Lrn.Region.WITHIN_CHANNEL;
    return new Lrn(region, random.nextBoolean() ? 3 : 5, 0.1f, 0.75f, 1);
  }

  /** What leaves the shape as it is. */
  private Value channelwise(Value from) {
    List<Operation> operations =
        List.of(
            new Sigmoid(),
            new Tanh(),
            new Elu(0.5f),
            new Swish(2),
            new Clip(0.1f, 6),
            new AbsVal(),
            new Power(1, 0.5f, -1),
            new Power(2, 1, 0.5f),
            new PRelu(false),
            new PRelu(true),
            new Scale(1, 1, details.nextBoolean()),
            new Bias(1, 1),
            new Scale(2, 1, true));
    int which = details.nextInt(operations.size() + 1);
    return which < operations.size() ? add(operations.get(which), from) : batchNorm(from);
  }

  /** Means far from zero beside deviations of about 1. */
  private Value batchNorm(Value from) {
    int channels = from.shape().dim(1);
    float[] variances = uniform(details, channels, 0.5f);
    for (int i = 0; i < channels; i++) {
      variances[i] += 1;
    }
    List<Weights> weights =
        List.of(
            new DenseWeights(Shape.of(channels), uniform(details, channels, 3)),
            new DenseWeights(Shape.of(channels), variances),
            new DenseWeights(Shape.of(1), new float[] {2}));
    return add(new BatchNorm(1e-5f, true), weights, from);
  }

  /** Pieces that fill blocks or do not, joined again in another order. */
  private void slice(Value from) {
    int channels = from.shape().dim(1);
    if (channels < 3) {
      return;
    }
    int first = channels > 17 && details.nextBoolean() ? 16 : 1 + details.nextInt(channels - 2);
    int second = first + 1 + details.nextInt(channels - first - 1);
    Operation slice = new Slice(1, List.of(first, second), 3);
    String layer = "layer" + layers++;
    List<String> names = List.of(layer + "a", layer + "b", layer + "c");
    List<Value> pieces = builder.add(layer, "Slice", slice, List.of(from), List.of(), names);
    values.addAll(pieces);
    values.add(add(new Concat(1), pieces.get(2), pieces.get(0), pieces.get(1)));
  }

  /** What fire and inception modules do. */
  private void join(Value from) {
    List<Value> branches = new ArrayList<>();
    for (int i = 0; i < between(1, 3); i++) {
      int kernel = 1 + 2 * random.nextInt(2);
      List<Window> windows = List.of(square(kernel), square(kernel));
      branches.add(add(Convolution.of(one(CHANNELS), windows, 1, true), from));
    }
    if (random.nextBoolean()) {
      branches.add(random.nextInt(branches.size() + 1), from);
    }
    values.add(add(new Concat(1), branches.toArray(Value[]::new)));
    values.add(branches.get(0));
    values.add(values.get(values.size() - 2));
  }

  private static Window square(int kernel) {
    return Window.of(kernel, 1, kernel / 2);
  }

  private void eltwise(Value from) {
    List<Value> alike =
        values.stream().filter(value -> value.shape().equals(from.shape())).toList();
    Value other = alike.get(random.nextInt(alike.size()));
    Value third = alike.get(random.nextInt(alike.size()));
    Eltwise.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    List<Float> factors =
        kind == Eltwise.Kind.SUM && random.nextBoolean() ? List.of(1f, -0.5f, 2f) : List.of();
    values.add(add(new Eltwise(kind, factors), from, other, third));
  }

  private Value add(Operation operation, Value... from) {
    List<Weights> weights = new ArrayList<>();
    List<Shape> shapes = List.of(from).stream().map(Value::shape).toList();
    for (Shape shape : operation.weightShapes(shapes)) {
      float bound =
          (float) Math.sqrt(3.0 / shape.count(Math.max(0, Math.min(1, shape.rank() - 1))));
      weights.add(new DenseWeights(shape, uniform(random, shape.size(), bound)));
    }
    return add(operation, weights, from);
  }

  private Value add(Operation operation, List<Weights> weights, Value... from) {
    String layer = "layer" + layers++;
    String kind = operation.getClass().getSimpleName();
    return builder.add(layer, kind, operation, List.of(from), weights, List.of(layer)).get(0);
  }

  static float[] uniform(Random random, int size, float bound) {
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = bound * (2 * random.nextFloat() - 1);
    }
    return result;
  }

  private Value newest() {
    return values.get(values.size() - 1);
  }

  private int one(int... from) {
    return from[random.nextInt(from.length)];
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
