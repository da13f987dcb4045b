package org.dyvedeep.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Random small networks for tests: branches, joins, in-place names, views, dead ends. The same seed
 * gives the same network.
 */
public final class RandomGraphs {
  private final Random random;
  private final GraphBuilder builder;
  private final List<Value> values = new ArrayList<>();
  private int layers;

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
    this.builder = new GraphBuilder("random-" + seed);
  }

  /** A network of up to 16 layers. */
  public static Graph graph(long seed) {
    return new RandomGraphs(seed).build();
  }

  /** Values in -1 to 1 for all inputs of a graph. */
  public static List<float[]> inputs(Graph graph, long seed) {
    Random random = new Random(seed);
    return graph.inputs().stream().map(v -> uniform(random, v.shape().size(), -1, 1)).toList();
  }

  private Graph build() {
    for (int i = 0; i <= random.nextInt(2); i++) {
      Shape shape = Shape.of(between(1, 2), 2 * between(1, 3), between(3, 9), between(3, 9));
      values.add(builder.input("input" + i, shape));
    }
    int count = between(1, 16);
    while (layers < count) {
      layer();
    }
    return builder.build();
  }

  private void layer() {
    // Mostly the newest value, so that chains form; sometimes any, so that branches do.
    Value from = random.nextInt(3) > 0 ? values.get(values.size() - 1) : any();
    switch (random.nextInt(14)) {
      case 0, 1 -> convolution(from);
      case 2 -> innerProduct(from);
      case 3 -> batchNorm(from);
      case 4 -> scale(from);
      case 5 -> pooling(from);
      case 6 -> eltwise(from);
      case 7 -> concat(from);
      case 8 -> slice(from);
      case 9 -> add(new Split(between(1, 3)), List.of(from), List.of());
      case 10 -> add(new Flatten(1, -1), List.of(from), List.of());
      case 11 -> deadEnd(from);
      case 12 -> add(new Softmax(1), List.of(from), List.of());
      default -> activation(from);
    }
  }

  private void activation(Value from) {
    List<Operation> kinds =
        List.of(
            new Relu(0), new Relu(0.1f), new Sigmoid(), new Tanh(), new AbsVal(), new Identity());
    add(kinds.get(random.nextInt(kinds.size())), List.of(from), List.of());
  }

  private void convolution(Value from) {
    Shape shape = from.shape();
    if (shape.rank() != 4) {
      return;
    }
    int group = shape.dim(1) % 2 == 0 ? between(1, 2) : 1;
    int outputs = group * between(1, 3);
    Window height = window(shape.dim(2));
    Window width = window(shape.dim(3));
    boolean bias = random.nextBoolean();
    boolean grows = random.nextInt(4) == 0 && shape.dim(2) < 10 && shape.dim(3) < 10;
    Operation operation =
        grows
            ? Deconvolution.of(
                outputs, List.of(Window.of(3, 2, 1), Window.of(2, 1, 0)), group, bias)
            : Convolution.of(outputs, List.of(height, width), group, bias);
    add(operation, List.of(from), random(operation, from, 1));
  }

  private Window window(int extent) {
    int kernel = between(1, Math.min(3, extent));
    int dilation = kernel > 1 && kernel * 2 - 1 <= extent ? between(1, 2) : 1;
    return new Window(kernel, between(1, 2), random.nextInt(kernel), dilation);
  }

  private void innerProduct(Value from) {
    InnerProduct operation =
        new InnerProduct(
            between(1, 5), 1, random.nextBoolean(), random.nextBoolean(), new Identity());
    add(operation, List.of(from), random(operation, from, 1));
  }

  private void batchNorm(Value from) {
    int channels = BatchNorm.channels(from.shape());
    // A smaller epsilon lets channels that hardly vary amplify roundings, one layer after the
    // other.
    BatchNorm operation = new BatchNorm(0.1f, random.nextInt(4) > 0);
    add(
        operation,
        List.of(from),
        List.of(
            weights(Shape.of(channels), -1, 1),
            weights(Shape.of(channels), 0.5f, 2),
            weights(Shape.of(1), random.nextInt(4) == 0 ? 0 : 2, random.nextInt(4) == 0 ? 0 : 2)));
  }

  private void scale(Value from) {
    int axis = random.nextInt(from.shape().rank());
    int covered = between(0, from.shape().rank() - axis);
    Operation operation =
        random.nextInt(3) == 0
            ? new Bias(axis, covered)
            : new Scale(axis, covered, random.nextBoolean());
    add(operation, List.of(from), random(operation, from, 0.5f));
  }

  private void pooling(Value from) {
    if (from.shape().rank() != 4) {
      return;
    }
    int kernel = between(1, Math.min(3, Math.min(from.shape().dim(2), from.shape().dim(3))));
    // A stride over the kernel would put whole windows outside, where Caffe averages nothing.
    Window window = Window.of(kernel, between(1, Math.min(2, kernel)), 0);
    Pooling.Method method = random.nextBoolean() ? Pooling.Method.MAX : Pooling.Method.AVE;
    add(Pooling.of(method, window, window), List.of(from), List.of());
  }

  private void eltwise(Value from) {
    List<Value> same = alike(from, values.stream().map(Value::shape).toList(), from.shape());
    add(new Eltwise(Eltwise.Kind.SUM, List.of(0.5f, 0.25f)), List.of(from, one(same)), List.of());
  }

  private void concat(Value from) {
    List<Shape> shapes = values.stream().map(v -> v.shape().with(axis(v), 1)).toList();
    List<Value> same = alike(from, shapes, from.shape().with(axis(from), 1));
    if (from.shape().size() < 4000) {
      add(new Concat(axis(from)), List.of(from, one(same)), List.of());
    }
  }

  private static int axis(Value value) {
    return value.shape().rank() == 1 ? 0 : 1;
  }

  private List<Value> alike(Value from, List<Shape> keys, Shape key) {
    List<Value> same = new ArrayList<>(List.of(from));
    for (int i = 0; i < values.size(); i++) {
      if (keys.get(i).equals(key)) {
        same.add(values.get(i));
      }
    }
    return same;
  }

  private void slice(Value from) {
    int axis = axis(from);
    int extent = from.shape().dim(axis);
    if (extent >= 2) {
      add(new Slice(axis, List.of(between(1, extent - 1)), 2), List.of(from), List.of());
    }
  }

  private void deadEnd(Value from) {
    if (random.nextBoolean()) {
      add(new Silence(), List.of(from), List.of());
    } else {
      activation(from);
    }
  }

  private void add(Operation operation, List<Value> from, List<Weights> weights) {
    String layer = "layer" + layers++;
    int count = operation.outputShapes(from.stream().map(Value::shape).toList()).size();
    List<String> blobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blobs.add(layer + "." + i);
    }
    if (count == 1 && random.nextInt(3) == 0 && newest(from.get(0))) {
      // As in-place layers do in Caffe: the name of the input is written again.
      blobs.set(0, from.get(0).name().split("@", -1)[0]);
    }
    values.addAll(
        builder.add(layer, operation.getClass().getSimpleName(), operation, from, weights, blobs));
  }

  /** Whether the value's blob name was not written again since. */
  private boolean newest(Value value) {
    return builder.blob(value.name().split("@", -1)[0]).equals(value);
  }

  private List<Weights> random(Operation operation, Value from, float bound) {
    return operation.weightShapes(List.of(from.shape())).stream()
        .map(shape -> weights(shape, -bound, bound))
        .toList();
  }

  private Weights weights(Shape shape, float low, float high) {
    return new DenseWeights(shape, uniform(random, shape.size(), low, high));
  }

  private static float[] uniform(Random random, int size, float low, float high) {
    float[] result = new float[size];
    for (int i = 0; i < size; i++) {
      result[i] = low + (high - low) * random.nextFloat();
    }
    return result;
  }

  private Value any() {
    return one(values);
  }

  private Value one(List<Value> from) {
    return from.get(random.nextInt(from.size()));
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** The blobs of a graph in an order that depends on a seed. */
  public static List<String> shuffledBlobs(Graph graph, long seed) {
    List<String> blobs = new ArrayList<>(graph.blobs().keySet());
    Collections.shuffle(blobs, new Random(seed));
    return blobs;
  }
}
