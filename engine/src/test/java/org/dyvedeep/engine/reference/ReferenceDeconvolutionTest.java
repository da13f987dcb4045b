package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceDeconvolutionTest {
  @Property(tries = 200)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(Deconvolution.class, seed, 3e-6, ReferenceDeconvolutionTest::define);
  }

  /** The sum over all taps that some input element meets this output element with. */
  private static List<NaiveTensor> define(
      Deconvolution operation, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    NaiveTensor w = weights.get(0);
    int axis = x.shape().canonicalAxis(operation.axis());
    int[] dims = x.shape().dims();
    dims[axis] = operation.outputs();
    for (int i = axis + 1; i < dims.length; i++) {
      Window window = operation.windows().get(i - axis - 1);
      int reach = window.dilation() * (window.kernel() - 1) + 1;
      dims[i] = window.stride() * (dims[i] - 1) + reach - 2 * window.pad();
    }
    int channels = x.shape().dim(axis) / operation.group();
    int perGroup = operation.outputs() / operation.group();
    return List.of(
        NaiveTensor.generate(
            Shape.of(dims),
            out -> {
              double sum = operation.bias() ? weights.get(1).at(out[axis]) : 0;
              for (int t = 0; t < w.shape().size(); t++) {
                int[] tap = NaiveTensor.index(w.shape(), t);
                boolean mine =
                    tap[1] == out[axis] % perGroup && tap[0] / channels == out[axis] / perGroup;
                int[] in = out.clone();
                in[axis] = tap[0];
                for (int i = axis + 1; mine && i < in.length; i++) {
                  Window window = operation.windows().get(i - axis - 1);
                  int place = out[i] + window.pad() - tap[i - axis + 1] * window.dilation();
                  mine = Math.floorMod(place, window.stride()) == 0;
                  in[i] = Math.floorDiv(place, window.stride());
                }
                sum += mine ? w.at(tap) * x.orZero(in) : 0;
              }
              return NaiveActivations.apply(operation.activation(), sum);
            }));
  }

  @Test
  void bilinearUpsamplingByTwo() {
    // The usual filler of segmentation nets: kernel 4, stride 2, padding 1.
    Window window = Window.of(4, 2, 1);
    Deconvolution operation = Deconvolution.of(1, List.of(window), 1, false);
    float[] y =
        OperatorCheck.run(
            operation,
            Shape.of(1, 1, 3),
            new float[] {4, 8, 12},
            new float[] {0.25f, 0.75f, 0.75f, 0.25f});
    assertArrayEquals(new float[] {3, 5, 7, 9, 11, 9}, y);
  }
}
