package org.dyvedeep.knobs.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Zis;

/** A convolution over inputs that are flat to the left and rough to the right, with SFMA. */
final class FlatExample {
  private final SplittableRandom random;
  private final Convolution operation;
  private final Shape inputShape;
  private final float[] input;
  private final List<Weights> weights = new ArrayList<>();
  private final LayerEffort effort;

  FlatExample(SplittableRandom random) {
    this.random = random;
    int group = 1 + random.nextInt(2);
    Window rows = randomWindow();
    Window columns = randomWindow();
    int outputs = group * (1 + random.nextInt(random.nextBoolean() ? 80 : 4));
    operation =
        new Convolution(
            outputs,
            List.of(rows, columns),
            group,
            random.nextBoolean(),
            1,
            random.nextInt(4) == 0 ? new Identity() : new Relu(0));
    inputShape =
        Shape.of(
            1 + random.nextInt(2),
            group * (1 + random.nextInt(20)),
            (int) rows.extent() + 1 + random.nextInt(20),
            (int) columns.extent() + 1 + random.nextInt(20));
    input = flatAndRough();
    for (Shape shape : operation.weightShapes(List.of(inputShape))) {
      float[] values = new float[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      weights.add(new DenseWeights(shape, values));
    }
    LayerEffort tiles = LayerEffort.none().with(sfma());
    effort = random.nextBoolean() ? tiles.with(Zis.exact()) : tiles;
  }

  private Window randomWindow() {
    int kernel = 1 + random.nextInt(5);
    int stride = 1 + random.nextInt(2);
    return new Window(kernel, stride, random.nextInt(kernel), 1 + random.nextInt(2));
  }

  /** Rough values are at least a half away from flat ones, so that no variance is near 1e-4. */
  private float[] flatAndRough() {
    float[] values = new float[inputShape.size()];
    int width = inputShape.dim(3);
    for (int i = 0; i < values.length; i++) {
      int third = i % width * 3 / width;
      float noise = (float) random.nextGaussian();
      values[i] = third == 0 ? 0 : third == 1 ? 0.5f + noise / 1000 : Math.signum(noise) + noise;
    }
    return values;
  }

  private Sfma sfma() {
    int height = 1 + random.nextInt(4);
    int width = (height < 3 ? 3 : 1) + random.nextInt(6);
    if (random.nextInt(4) == 0) {
      return new Sfma(Sfma.Criterion.VARIANCE, List.of(1e-4f), height, width);
    }
    List<Float> spreads = new ArrayList<>();
    for (int i = random.nextBoolean() ? 1 : inputShape.dim(1); i > 0; i--) {
      spreads.add((float) random.nextDouble(3));
    }
    return new Sfma(Sfma.Criterion.RANGE, spreads, height, width);
  }

  Map<String, LayerEffort> effort() {
    return Map.of("layer", effort);
  }

  /** Values under a window. */
  int window() {
    return operation.windows().get(0).kernel() * operation.windows().get(1).kernel();
  }

  /** A network of the layer alone. */
  Graph graph() {
    GraphBuilder builder = new GraphBuilder("example");
    Value data = builder.input("data", inputShape);
    builder.add("layer", "Convolution", operation, List.of(data), weights, List.of("out"));
    return builder.build();
  }

  /** The layer's output, of the second of two runs. */
  float[] run(ModelOptions options, int threads) {
    try (Model model = Model.compile(graph(), options.threads(threads));
        Session session = model.open()) {
      session.write("data", input, 0);
      session.run();
      session.run();
      return session.read("out");
    }
  }
}
