package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Pooling.Method;
import org.dyvedeep.engine.op.Pooling.RoundMode;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReferencePoolingTest {
  @Property(tries = 800)
  void agreesWithItsDefinition(@ForAll long seed) {
    OperatorCheck.agreesAsSum(Pooling.class, seed, 1e-6, ReferencePoolingTest::define);
  }

  private static List<NaiveTensor> define(
      Pooling pooling, List<NaiveTensor> inputs, List<NaiveTensor> weights) {
    NaiveTensor x = inputs.get(0);
    // The sizes have a test of their own, against Caffe's formula.
    Shape shape = pooling.outputShapes(List.of(x.shape())).get(0);
    List<NaiveTensor> outputs = new ArrayList<>();
    outputs.add(NaiveTensor.generate(shape, out -> NaivePooling.value(pooling, x, out)));
    if (pooling.mask()) {
      outputs.add(NaiveTensor.generate(shape, out -> NaivePooling.position(pooling, x, out)));
    }
    return outputs;
  }

  private static final Shape ROW = Shape.of(1, 1, 1, 5);
  private static final float[] ONE_TO_FIVE = {1, 2, 3, 4, 5};

  private static float[] row(Method method, RoundMode mode, Window window) {
    Pooling pooling = new Pooling(method, Window.of(1, 1, 0), window, false, mode, false);
    return OperatorCheck.run(pooling, ROW, ONE_TO_FIVE);
  }

  @Test
  void averagesDivideByTheWindowClippedToThePaddedInput() {
    assertArrayEquals(
        new float[] {1, 3, 3}, row(Method.AVE, RoundMode.CEIL, Window.of(3, 2, 1)), 1e-6f);
    // The last window would end at 6; the input ends at 5.
    assertArrayEquals(
        new float[] {1.5f, 3.5f, 5}, row(Method.AVE, RoundMode.CEIL, Window.of(2, 2, 0)));
  }

  @Test
  void roundsDownWhenTold() {
    assertArrayEquals(new float[] {2, 4}, row(Method.MAX, RoundMode.FLOOR, Window.of(2, 2, 0)));
    assertArrayEquals(new float[] {2, 4, 5}, row(Method.MAX, RoundMode.CEIL, Window.of(2, 2, 0)));
  }

  @Test
  void windowsBeyondTheInputGiveWhatCaffesFormulasGive() {
    Shape two = Shape.of(1, 1, 1, 2);
    Window beyond = Window.of(1, 2, 0);
    float[] x = {7, 8};
    Pooling max = Pooling.of(Method.MAX, Window.of(1, 1, 0), beyond);
    assertArrayEquals(new float[] {7, -Float.MAX_VALUE}, OperatorCheck.run(max, two, x));
    Pooling average = Pooling.of(Method.AVE, Window.of(1, 1, 0), beyond);
    assertArrayEquals(new float[] {7, Float.NaN}, OperatorCheck.run(average, two, x));
  }

  @Test
  void maximaIgnoreNaNAndTakeTheFirstOfEquals() {
    Window two = Window.of(2, 2, 0);
    Pooling masked = new Pooling(Method.MAX, two, two, false, RoundMode.CEIL, true);
    float nan = Float.NaN;
    List<float[]> outputs =
        OperatorCheck.run(
            masked,
            List.of(Shape.of(1, 1, 2, 4)),
            List.of(new float[] {nan, 3, nan, nan, 3, 2, nan, nan}),
            List.of());
    assertArrayEquals(new float[] {3, -Float.MAX_VALUE}, outputs.get(0));
    assertArrayEquals(new float[] {1, -1}, outputs.get(1));
  }

  @Test
  void stochasticPoolingWeighsEachElementByItself() {
    assertArrayEquals(
        new float[] {14f / 6}, row(Method.STOCHASTIC, RoundMode.FLOOR, Window.of(3, 3, 0)), 1e-6f);
    float[] zeros = OperatorCheck.run(Pooling.global(Method.STOCHASTIC), ROW, new float[5]);
    assertArrayEquals(new float[] {0}, zeros);
  }

  @Test
  void globalPoolingSeesThePlane() {
    float[] x = {1, 2, 3, 4, -5, -6, -7, -8};
    Shape shape = Shape.of(1, 2, 2, 2);
    assertArrayEquals(
        new float[] {2.5f, -6.5f}, OperatorCheck.run(Pooling.global(Method.AVE), shape, x));
    assertArrayEquals(new float[] {4, -5}, OperatorCheck.run(Pooling.global(Method.MAX), shape, x));
  }
}
