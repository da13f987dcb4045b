package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * A small convolution in a network of its own. Weights and inputs are small integers and biases end
 * in a half, so that sums are exact, and never 0.
 */
final class RandomConvolution {
  /** What stands behind the convolution. */
  enum Tail {
    FUSED,
    IN_PLACE,
    BEFORE_POOLING,
    BEHIND_POOLING
  }

  final SplittableRandom random;
  final Tail tail;
  final Shape in;
  final Convolution convolution;
  final Pooling pooling;
  final float[] weights;
  final float[] bias;

  RandomConvolution(long seed) {
    random = new SplittableRandom(seed);
    tail = Tail.values()[random.nextInt(4)];
    int group = random.nextInt(1, 3);
    int features = random.nextInt(1, 4);
    // At most 7 rows of 2 stretches: no more than are sampled.
    in = Shape.of(1, group * features, random.nextInt(3, 6), random.nextInt(3, 31));
    convolution =
        Convolution.of(group * random.nextInt(1, 20), List.of(window(), window()), group, true);
    pooling =
        Pooling.of(Pooling.Method.MAX, poolingWindow(out().dim(2)), poolingWindow(out().dim(3)));
    weights = integers(convolution.weightShapes(List.of(in)).get(0).size(), 3);
    bias = integers(convolution.outputs(), 3);
    for (int o = 0; o < bias.length; o++) {
      bias[o] -= 0.5f;
    }
  }

  private Window window() {
    return Window.of(random.nextInt(1, 4), random.nextInt(1, 3), random.nextInt(2));
  }

  /** All windows meet data: a kernel is at least as wide as a step. */
  private Window poolingWindow(int extent) {
    int kernel = random.nextInt(1, Math.min(3, extent) + 1);
    int pad = kernel > 1 ? random.nextInt(2) : 0;
    return Window.of(kernel, random.nextInt(1, kernel + 1), pad);
  }

  private float[] integers(int count, int greatest) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(-greatest, greatest + 1);
    }
    return values;
  }

  /** The next picture. */
  float[] picture() {
    return integers(in.size(), 2);
  }

  boolean pooled() {
    return tail == Tail.BEFORE_POOLING || tail == Tail.BEHIND_POOLING;
  }

  Shape out() {
    return convolution.outputShapes(List.of(in)).get(0);
  }

  Graph graph() {
    GraphBuilder builder = new GraphBuilder("tiny");
    Relu relu = new Relu(0);
    Value data = builder.input("data", in);
    List<Weights> learned = new ArrayList<>();
    learned.add(new DenseWeights(convolution.weightShapes(List.of(in)).get(0), weights));
    learned.add(new DenseWeights(Shape.of(bias.length), bias));
    Convolution first = tail == Tail.FUSED ? convolution.with(relu) : convolution;
    Value last =
        builder.add("conv", "Convolution", first, List.of(data), learned, List.of("conv")).get(0);
    if (tail == Tail.IN_PLACE || tail == Tail.BEFORE_POOLING) {
      last = add(builder, "relu", relu, last);
    }
    if (pooled()) {
      last = add(builder, "pool", pooling, last);
    }
    if (tail == Tail.BEHIND_POOLING) {
      add(builder, "relu", relu, last);
    }
    return builder.build();
  }

  private static Value add(GraphBuilder builder, String name, Operation operation, Value from) {
    return builder.add(name, name, operation, List.of(from), List.of(), List.of(name)).get(0);
  }
}
