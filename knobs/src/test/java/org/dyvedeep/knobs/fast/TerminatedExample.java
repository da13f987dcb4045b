package org.dyvedeep.knobs.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;

/**
 * A convolution with SPET over small integers, whose sums are exact in any order: what the kernels
 * decide is what the definition decides. Thresholds lie between integers.
 */
final class TerminatedExample {
  private final SplittableRandom random;
  private final Convolution operation;
  private final Shape inputShape;
  private final float[] input;
  private final List<Weights> weights = new ArrayList<>();
  private final LayerEffort effort;

  TerminatedExample(SplittableRandom random) {
    this.random = random;
    int group = 1 + random.nextInt(2);
    Window rows = window();
    Window columns = window();
    int outputs = group * (1 + random.nextInt(random.nextBoolean() ? 40 : 4));
    Activation activation =
        random.nextBoolean() ? new Relu(0) : random.nextBoolean() ? new Sigmoid() : new Tanh();
    operation =
        new Convolution(
            outputs, List.of(rows, columns), group, random.nextBoolean(), 1, activation);
    inputShape =
        Shape.of(
            1 + random.nextInt(3),
            group * (2 + random.nextInt(20)),
            (int) rows.extent() + random.nextInt(12),
            (int) columns.extent() + random.nextInt(40));
    input = integers(inputShape.size());
    for (Shape shape : operation.weightShapes(List.of(inputShape))) {
      weights.add(new DenseWeights(shape, integers(shape.size())));
    }
    StagedSpet spet = spet(weights.get(0).shape().count(1));
    LayerEffort alone = LayerEffort.none().with(spet);
    effort = random.nextBoolean() ? alone : alone.with(Zis.exact());
  }

  private Window window() {
    int kernel = 1 + random.nextInt(4);
    int stride = 1 + random.nextInt(random.nextBoolean() ? 1 : 3);
    return new Window(kernel, stride, random.nextInt(kernel), 1 + random.nextInt(2));
  }

  private float[] integers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(-3, 4);
    }
    return values;
  }

  private StagedSpet spet(int products) {
    TapOrder[] orders = TapOrder.values();
    List<Stage> stages = new ArrayList<>();
    double fraction = 0;
    int pixels = 4 + random.nextInt(13);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      fraction += random.nextDouble(0.05, 0.33);
      boolean above = !(operation.activation() instanceof Relu) && random.nextBoolean();
      int count = random.nextBoolean() ? 1 : operation.outputs();
      double scale = 5 * Math.sqrt(fraction * products) * Math.sqrt(Math.log(pixels));
      List<Float> below =
          IntStream.range(0, count)
              .mapToObj(o -> (float) (Math.rint(scale * random.nextDouble(0.1, 1.6)) + 0.5))
              .toList();
      stages.add(
          new Stage(fraction, below, above ? below.stream().map(b -> b + 2).toList() : List.of()));
    }
    boolean weighted = random.nextBoolean();
    List<Float> importance =
        IntStream.range(0, weighted ? inputShape.dim(1) : 0)
            .mapToObj(c -> (float) random.nextDouble())
            .toList();
    return new StagedSpet(orders[random.nextInt(orders.length)], importance, stages, pixels);
  }

  Map<String, LayerEffort> effort() {
    return Map.of("layer", effort);
  }

  /** Sums are exact, but not what sigmoid and tanh make of them. */
  float tolerance() {
    return operation.activation() instanceof Relu ? 0 : 1e-6f;
  }

  private Graph graph() {
    GraphBuilder builder = new GraphBuilder("example");
    Value data = builder.input("data", inputShape);
    builder.add("layer", "Convolution", operation, List.of(data), weights, List.of("out"));
    return builder.build();
  }

  Model compile(ModelOptions options) {
    return Model.compile(graph(), options);
  }

  /** The layer's output, of the second of two runs. */
  float[] run(ModelOptions options, int threads) {
    try (Model model = compile(options.threads(threads));
        Session session = model.open()) {
      session.write("data", input, 0);
      session.run();
      session.run();
      return session.read("out");
    }
  }
}
