package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.SpatialPyramidPooling;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferenceSpatialPyramidPoolingTest {
  @Property(tries = 300)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(
        SpatialPyramidPooling.class, seed, 1e-6, ReferenceSpatialPyramidPoolingTest::define);
  }

  /** Each level's pooling, flattened, found by the place in the row of all levels. */
  private static List<NaiveTensor> define(
      SpatialPyramidPooling pyramid, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    Shape shape = pyramid.outputShapes(List.of(x.shape())).get(0);
    return List.of(
        NaiveTensor.generate(
            shape,
            at -> {
              int place = at[1];
              for (int level = 0; level < pyramid.height(); level++) {
                Pooling pooling = pooling(pyramid, 1 << level, x.shape());
                Shape pooled = pooling.outputShapes(List.of(x.shape())).get(0).with(0, 1);
                if (place < pooled.size()) {
                  int[] out = NaiveTensor.index(pooled, place);
                  out[0] = at[0];
                  return NaivePooling.value(pooling, x, out);
                }
                place -= pooled.size();
              }
              throw new AssertionError("more outputs than the levels have");
            }));
  }

  private static Pooling pooling(SpatialPyramidPooling pyramid, int bins, Shape input) {
    return Pooling.of(pyramid.method(), window(bins, input.dim(2)), window(bins, input.dim(3)));
  }

  private static Window window(int bins, int extent) {
    int kernel = (int) Math.ceil(extent / (double) bins);
    return Window.of(kernel, kernel, (kernel * bins - extent + 1) / 2);
  }

  @Test
  void twoLevels() {
    SpatialPyramidPooling pyramid = new SpatialPyramidPooling(2, Pooling.Method.MAX);
    float[] x = {1, 2, 3, 4, 8, 7, 6, 5};
    assertArrayEquals(
        new float[] {4, 8, 1, 2, 3, 4, 8, 7, 6, 5},
        OperatorCheck.run(pyramid, Shape.of(1, 2, 2, 2), x));
  }

  @Test
  void oneLevelIsNotFlattened() {
    SpatialPyramidPooling one = new SpatialPyramidPooling(1, Pooling.Method.AVE);
    assertEquals(List.of(Shape.of(2, 3, 1, 1)), one.outputShapes(List.of(Shape.of(2, 3, 5, 7))));
  }
}
