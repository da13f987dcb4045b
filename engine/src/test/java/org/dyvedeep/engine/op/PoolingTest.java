package org.dyvedeep.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.dyvedeep.engine.op.Pooling.Method;
import org.dyvedeep.engine.op.Pooling.RoundMode;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class PoolingTest {
  /** Caffe's published formula in its own arithmetic: a float division, rounded. */
  private static int caffe(
      int input, int kernel, int stride, int pad, boolean anyPad, RoundMode mode) {
    float steps = (float) (input + 2 * pad - kernel) / stride;
    int size = (int) (mode == RoundMode.CEIL ? Math.ceil(steps) : Math.floor(steps)) + 1;
    return anyPad && (size - 1) * stride >= input + pad ? size - 1 : size;
  }

  @Test
  void sizesAreCaffesForAllSmallWindows() {
    int checked = 0;
    for (RoundMode mode : RoundMode.values()) {
      for (int input = 1; input <= 12; input++) {
        for (int kernel = 1; kernel <= 7; kernel++) {
          for (int stride = 1; stride <= 9; stride++) {
            for (int pad = 0; pad < kernel; pad++) {
              check(mode, input, Window.of(kernel, stride, pad));
              checked++;
            }
          }
        }
      }
    }
    assertEquals(2 * 12 * 9 * (7 * 8 / 2), checked);
  }

  private static void check(RoundMode mode, int input, Window window) {
    for (int widthPad = 0; widthPad < 2; widthPad++) {
      // Padding of the width decides whether the height's last window may be dropped.
      Window width = Window.of(2, 1, widthPad);
      boolean padded = window.pad() + widthPad > 0;
      int expected = caffe(input, window.kernel(), window.stride(), window.pad(), padded, mode);
      Pooling pooling = new Pooling(Method.MAX, window, width, false, mode, false);
      List<Shape> inputs = List.of(Shape.of(1, 1, input, 5));
      if (expected < 1) {
        assertThrows(ShapeException.class, () -> pooling.outputShapes(inputs));
      } else {
        int columns = 4 + 2 * widthPad;
        assertEquals(
            List.of(Shape.of(1, 1, expected, columns)),
            pooling.outputShapes(inputs),
            () -> pooling + " of " + input);
      }
    }
  }

  @Test
  void sizesOfKnownNets() {
    Window alexNet = Window.of(3, 2, 0);
    Pooling pooling = Pooling.of(Method.MAX, alexNet, alexNet);
    assertEquals(
        List.of(Shape.of(1, 96, 27, 27)), pooling.outputShapes(List.of(Shape.of(1, 96, 55, 55))));
    // GoogLeNet's first pooling: rounded down it would give 55.
    assertEquals(
        List.of(Shape.of(1, 64, 56, 56)), pooling.outputShapes(List.of(Shape.of(1, 64, 112, 112))));
  }

  @Test
  void refusesWhatCaffeRefuses() {
    Window padded = Window.of(2, 2, 1);
    Window plain = Window.of(2, 2, 0);
    Shape image = Shape.of(1, 1, 8, 8);
    refused(Pooling.of(Method.STOCHASTIC, padded, plain), image);
    refused(Pooling.of(Method.AVE, Window.of(2, 2, 2), plain), image);
    refused(new Pooling(Method.AVE, plain, plain, false, RoundMode.CEIL, true), image);
    refused(Pooling.of(Method.MAX, plain, plain), Shape.of(1, 8, 8));
    refused(Pooling.of(Method.MAX, new Window(2, 1, 0, 2), plain), image);
  }

  private static void refused(Pooling pooling, Shape input) {
    assertThrows(ShapeException.class, () -> pooling.outputShapes(List.of(input)));
  }
}
