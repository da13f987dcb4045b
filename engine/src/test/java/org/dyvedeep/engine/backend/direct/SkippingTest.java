package org.dyvedeep.engine.backend.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Zero inputs of convolutions are left out image by image, and no result changes by it. */
class SkippingTest {
  private static final int CHANNELS = 48;
  private static final int OUTPUTS = 320;
  private static final int EXTENT = 11;
  private static final int IMAGES = 3;

  private static Graph layer() {
    GraphBuilder builder = new GraphBuilder("layer");
    Value data = builder.input("data", Shape.of(IMAGES, CHANNELS, EXTENT, EXTENT));
    Window window = Window.of(1, 1, 0);
    Value y =
        builder
            .add(
                "conv",
                "Convolution",
                Convolution.of(OUTPUTS, List.of(window, window), 1, true),
                List.of(data),
                List.of(
                    new DenseWeights(
                        Shape.of(OUTPUTS, CHANNELS, 1, 1), random(OUTPUTS * CHANNELS, 1)),
                    new DenseWeights(Shape.of(OUTPUTS), random(OUTPUTS, 2))),
                List.of("y"))
            .get(0);
    builder.add("relu", "ReLU", new Relu(0), List.of(y), List.of(), List.of("z"));
    return builder.build();
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** One image in which a tenth of the channels is not zero, and others without zeros. */
  private static float[] images() {
    float[] x = random(IMAGES * CHANNELS * EXTENT * EXTENT, 3);
    int image = CHANNELS * EXTENT * EXTENT;
    for (int i = image; i < 2 * image; i++) {
      x[i] = i / (EXTENT * EXTENT) % 12 == 0 ? x[i] : 0;
    }
    return x;
  }

  @Test
  void imagesAreRunAsTheirZerosSayAndAllEqualTheDenseOnes() {
    for (var kernels : List.of(KernelLookup.scalar(), KernelLookup.best())) {
      DirectBackend dense = new DirectBackend(kernels, true);
      for (int threads = 1; threads <= 3; threads++) {
        ModelOptions options = ModelOptions.defaults().threads(threads);
        try (Model direct = Model.compile(layer(), options.backend(dense));
            Model skipping = Model.compile(layer(), options.backend(dense.skippingZeros()));
            Session one = direct.open();
            Session other = skipping.open()) {
          float[] expected = run(one);
          assertArrayEquals(expected, run(other), 0);
          String operator = Operators.of(other.steps(), "conv");
          assertEquals(
              "direct: zero inputs skipped (in 1 of 3 images; 69% of taps live, skips up to",
              operator.substring(0, operator.lastIndexOf(' ')));
        }
      }
    }
  }

  private static float[] run(Session session) {
    session.write("data", images(), 0);
    session.run();
    return session.read(session.outputs().iterator().next());
  }
}
