package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceConvolutionTest {
  @Property(tries = 600)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(Convolution.class, seed, 3e-6, ReferenceConvolutionTest::define);
  }

  /** The sum over the whole weight tensor, of padded elements as zeros. */
  private static List<NaiveTensor> define(
      Convolution convolution, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    NaiveTensor w = weights.get(0);
    int axis = x.shape().canonicalAxis(convolution.axis());
    int[] dims = x.shape().dims();
    dims[axis] = convolution.outputs();
    for (int i = axis + 1; i < dims.length; i++) {
      Window window = convolution.windows().get(i - axis - 1);
      int reach = window.dilation() * (window.kernel() - 1) + 1;
      dims[i] = (int) Math.floor((dims[i] + 2.0 * window.pad() - reach) / window.stride()) + 1;
    }
    int channels = w.shape().dim(1);
    int perGroup = convolution.outputs() / convolution.group();
    return List.of(
        NaiveTensor.generate(
            Shape.of(dims),
            out -> {
              double sum = convolution.bias() ? weights.get(1).at(out[axis]) : 0;
              for (int t = 0; t < w.shape().count(1); t++) {
                int[] tap = NaiveTensor.index(w.shape(), out[axis] * w.shape().count(1) + t);
                int[] in = out.clone();
                in[axis] = out[axis] / perGroup * channels + tap[1];
                for (int i = axis + 1; i < in.length; i++) {
                  Window window = convolution.windows().get(i - axis - 1);
                  in[i] =
                      out[i] * window.stride()
                          - window.pad()
                          + tap[i - axis + 1] * window.dilation();
                }
                sum += w.at(tap) * x.orZero(in);
              }
              return NaiveActivations.apply(convolution.activation(), sum);
            }));
  }

  @Test
  void isACrossCorrelation() {
    // The kernel is not flipped: its last tap meets the last element.
    Convolution convolution =
        Convolution.of(1, List.of(Window.of(1, 1, 0), Window.of(3, 1, 0)), 1, true);
    float[] y =
        OperatorCheck.run(
            convolution,
            Shape.of(1, 1, 1, 4),
            new float[] {1, 2, 3, 4},
            new float[] {1, 10, 100},
            new float[] {0.5f});
    assertArrayEquals(new float[] {321.5f, 432.5f}, y);
  }

  @Test
  void sobelEdges() {
    Window three = Window.of(3, 1, 1);
    float[] sobel = {-1, 0, 1, -2, 0, 2, -1, 0, 1};
    float[] step = {0, 0, 1, 0, 0, 1, 0, 0, 1};
    float[] y =
        OperatorCheck.run(
            Convolution.of(1, List.of(three, three), 1, false).with(new Relu(0)),
            Shape.of(1, 1, 3, 3),
            step,
            sobel);
    assertArrayEquals(new float[] {0, 3, 0, 0, 4, 0, 0, 3, 0}, y);
  }
}
