package org.dyvedeep.knobs.fast;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
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
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.run.SampledPositions;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;

/** A convolution over inputs with smooth and with rough regions, and SDSS for all its features. */
final class SampledExample {
  private final SplittableRandom random;
  private final Convolution operation;
  private final Shape inputShape;
  private final float[] input;
  private final List<Weights> weights = new ArrayList<>();
  private final Sdss sdss;
  private final Sdss.Grid grid;

  SampledExample(SplittableRandom random) {
    this(random, List.copyOf(EnumSet.allOf(Sdss.Grid.class)).get(random.nextInt(3)));
  }

  /** A layer that the grid is for. */
  SampledExample(SplittableRandom random, Sdss.Grid grid) {
    this.random = random;
    this.grid = grid;
    int group = 1 + random.nextInt(2);
    boolean patches = grid == Sdss.Grid.PATCHES;
    Window rows = patches ? winograds() : window();
    Window columns = patches ? rows : window();
    int outputs = group * (1 + random.nextInt(random.nextBoolean() ? 40 : 4));
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
            group * ((patches ? 5 : 1) + random.nextInt(20)),
            (int) rows.extent() + random.nextInt(20),
            (int) columns.extent() + random.nextInt(20));
    input = smoothAndRough();
    for (Shape shape : operation.weightShapes(List.of(inputShape))) {
      weights.add(new DenseWeights(shape, gaussians(shape.size())));
    }
    sdss = sdss(3 * Math.sqrt(weights.get(0).shape().count(1)));
  }

  private Window winograds() {
    int kernel = 3 + 2 * random.nextInt(2);
    return new Window(kernel, 1, random.nextInt(kernel), 1);
  }

  private Window window() {
    int kernel = 1 + random.nextInt(5);
    int stride = 1 + random.nextInt(2);
    return new Window(kernel, stride, random.nextInt(kernel), 1 + random.nextInt(2));
  }

  private float[] gaussians(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** The left half hardly varies, so that sums over windows there are alike. */
  private float[] smoothAndRough() {
    float[] values = gaussians(inputShape.size());
    int width = inputShape.dim(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = i % width < 2 * width / 3 ? 0.5f + values[i] / 100 : values[i];
    }
    return values;
  }

  private Sdss sdss(double scale) {
    int period = grid == Sdss.Grid.PATCHES ? 4 : 2;
    int periodY = 1 + random.nextInt(3);
    int periodX = periodY == 1 ? 2 : 1 + random.nextInt(3);
    int tests = random.nextInt(3);
    return new Sdss(
        grid,
        grid == Sdss.Grid.SQUARE ? periodY : period,
        grid == Sdss.Grid.SQUARE ? periodX : period,
        random.nextBoolean() ? Sdss.Basis.ACTIVATION : Sdss.Basis.SUM,
        tests == 0 ? List.of() : thresholds(scale),
        tests == 1 ? List.of() : thresholds(scale / 2),
        random.nextBoolean() ? Sdss.Interpolation.AVERAGE : Sdss.Interpolation.BILINEAR,
        true);
  }

  private List<Float> thresholds(double scale) {
    int count = random.nextBoolean() ? 1 : operation.outputs();
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add((float) (scale * (0.5 + random.nextDouble())));
    }
    return values;
  }

  /** Costs with which the layer is sampled, whatever its size. */
  CostModel costs() {
    CostModel like = CostModel.defaults();
    double patchNanos = grid == Sdss.Grid.PATCHES ? 1e-9 : 1e9;
    return new CostModel(
        like.multiplyAddsPerNano(),
        1e9,
        patchNanos,
        patchNanos,
        1e9,
        like.listedMultiplyAddsPerNano(),
        like.listedTapsPerNano());
  }

  Map<String, LayerEffort> effort() {
    return Map.of("layer", LayerEffort.none().with(sdss));
  }

  /** A network of the layer alone. */
  Graph graph(boolean activated) {
    GraphBuilder builder = new GraphBuilder("example");
    Value data = builder.input("data", inputShape);
    Convolution layer = activated ? operation : operation.with(new Identity());
    builder.add("layer", "Convolution", layer, List.of(data), weights, List.of("out"));
    return builder.build();
  }

  /** The layer's output, of the second of two runs. */
  float[] run(ModelOptions options, int threads, boolean activated) {
    try (Model model = Model.compile(graph(activated), options.threads(threads));
        Session session = model.open()) {
      session.write("data", input, 0);
      session.run();
      session.run();
      return session.read("out");
    }
  }

  /** Values differ by rounding only, but for pixels whose decision is close. */
  void assertClose(float[] expected, float[] actual, double tolerance, double close) {
    boolean sums = sdss.basis() == Sdss.Basis.SUM;
    float[] dense = run(ModelOptions.defaults().backend("reference"), 1, !sums);
    // However much cancels in a few outputs, or becomes zero, what is summed up has some size.
    double greatest = Math.sqrt(weights.get(0).shape().count(1));
    for (float value : dense) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    Shape out = graph(true).outputs().get(0).shape();
    SampledPositions positions = new SampledPositions(sdss, out.dim(2), out.dim(3));
    int plane = out.dim(2) * out.dim(3);
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - actual[i]) > tolerance * greatest) {
        int first = i / (plane * out.dim(1)) * out.dim(1) * plane;
        double margin = margin(dense, first, positions, i % plane, plane);
        assertTrue(
            Math.abs(margin) < close * greatest,
            "expected " + expected[i] + " at " + i + ", got " + actual[i] + ", margin " + margin);
      }
    }
  }

  /** By how much the least willing feature is for interpolation of a position. */
  private double margin(
      float[] dense, int first, SampledPositions positions, int position, int plane) {
    double margin = Double.POSITIVE_INFINITY;
    for (int o = 0; o < operation.outputs() && positions.neighbours(position) > 0; o++) {
      double max = Double.NEGATIVE_INFINITY;
      double min = Double.POSITIVE_INFINITY;
      for (int n = 0; n < positions.neighbours(position); n++) {
        double value = dense[first + o * plane + positions.neighbour(position, n)];
        max = Math.max(max, value);
        min = Math.min(min, value);
      }
      double low = threshold(sdss.maxActivation(), o) - max;
      double flat = threshold(sdss.maxSpread(), o) - (max - min);
      margin = Math.min(margin, Math.max(low, flat));
    }
    return margin;
  }

  private static double threshold(List<Float> values, int output) {
    return values.isEmpty()
        ? Double.NEGATIVE_INFINITY
        : values.get(values.size() == 1 ? 0 : output);
  }
}
