package org.dyvedeep.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.junit.jupiter.api.Test;

/** Shape rules that examples tell best; random shapes are told by the reference operators. */
class ShapeRulesTest {
  private static final Shape IMAGE = Shape.of(2, 8, 3, 4);

  private static void gives(Operation operation, Shape expected, Shape... inputs) {
    assertEquals(List.of(expected), operation.outputShapes(List.of(inputs)), operation::toString);
  }

  private static void refuses(Operation operation, String part, Shape... inputs) {
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> operation.outputShapes(List.of(inputs)));
    assertTrue(refusal.getMessage().contains(part), refusal::getMessage);
  }

  /** The examples of Caffe's documentation of Reshape, for an input of 2 x 8. */
  @Test
  void reshapeAsCaffeDocumentsIt() {
    Shape input = Shape.of(2, 8);
    gives(new Reshape(List.of(2, 2, 4), 0, -1), Shape.of(2, 2, 4), input);
    gives(new Reshape(List.of(0, 2, 4), 0, -1), Shape.of(2, 2, 4), input);
    gives(new Reshape(List.of(0, 2, -1), 0, -1), Shape.of(2, 2, 4), input);
    gives(new Reshape(List.of(0, -1, 4), 0, -1), Shape.of(2, 2, 4), input);
    gives(new Reshape(List.of(2, 4), 1, -1), Shape.of(2, 2, 4), input);
    gives(new Reshape(List.of(2, 4), -2, -1), Shape.of(2, 2, 4), input);
    gives(new Reshape(List.of(1), 1, 0), Shape.of(2, 1, 8), input);
    gives(new Reshape(List.of(1), 0, 0), Shape.of(1, 2, 8), input);
    gives(new Reshape(List.of(1), -1, 0), Shape.of(2, 8, 1), input);
    gives(new Reshape(List.of(), 0, 0), input, input);
  }

  @Test
  void reshapeRefusesWhatCannotBe() {
    refuses(new Reshape(List.of(-1, -1), 0, -1), "only one", IMAGE);
    refuses(new Reshape(List.of(5, -1), 0, -1), "cannot be reshaped", IMAGE);
    refuses(new Reshape(List.of(2, 2), 0, -1), "cannot be reshaped", IMAGE);
    refuses(new Reshape(List.of(2, 8, 3, 4, 0), 0, -1), "no axis to copy", IMAGE);
  }

  @Test
  void flattenJoinsARangeOfAxes() {
    gives(new Flatten(1, -1), Shape.of(2, 96), IMAGE);
    gives(new Flatten(-3, -2), Shape.of(2, 24, 4), IMAGE);
    refuses(new Flatten(2, 1), "after end_axis", IMAGE);
  }

  @Test
  void convolutionsRoundDownAndDeconvolutionsInvert() {
    Window window = new Window(3, 2, 1, 2);
    Shape input = Shape.of(1, 4, 12, 11);
    Convolution convolution = Convolution.of(6, List.of(window, window), 2, true);
    gives(convolution, Shape.of(1, 6, 5, 5), input);
    assertEquals(
        List.of(Shape.of(6, 2, 3, 3), Shape.of(6)), convolution.weightShapes(List.of(input)));
    assertEquals(6L * 25 * 2 * 9, convolution.macs(List.of(input)));
    Deconvolution deconvolution = Deconvolution.of(6, List.of(window, window), 2, false);
    gives(deconvolution, Shape.of(1, 6, 25, 23), input);
    assertEquals(List.of(Shape.of(4, 3, 3, 3)), deconvolution.weightShapes(List.of(input)));
    refuses(Convolution.of(6, List.of(window, window), 3, true), "cannot be split", input);
    refuses(Convolution.of(6, List.of(window), 2, true), "spatial axes", input);
  }

  /** AlexNet's first layers, as published: 227 -> 55, and 105,415,200 multiply-accumulates. */
  @Test
  void knownCosts() {
    Window eleven = Window.of(11, 4, 0);
    Convolution conv1 = Convolution.of(96, List.of(eleven, eleven), 1, true);
    Shape input = Shape.of(1, 3, 227, 227);
    gives(conv1, Shape.of(1, 96, 55, 55), input);
    assertEquals(105_415_200L, conv1.macs(List.of(input)));
    assertEquals(37_748_736L, InnerProduct.of(4096, true).macs(List.of(Shape.of(1, 256, 6, 6))));
  }

  @Test
  void mvnAlwaysHasFourAxes() {
    gives(new Mvn(true, false, 1e-9f), Shape.of(3, 5, 1, 1), Shape.of(3, 5));
    refuses(new Mvn(true, false, 1e-9f), "1 to 4 axes", Shape.of(1, 1, 1, 1, 1));
  }

  @Test
  void basesThatHaveNoLogarithmAreRefused() {
    refuses(new Exp(0, 1, 0), "base", IMAGE);
    refuses(new Exp(-2, 1, 0), "base", IMAGE);
    refuses(new Exp(Float.NaN, 1, 0), "base", IMAGE);
    refuses(new Log(1, 1, 0), "base", IMAGE);
    gives(new Log(-1, 1, 0), IMAGE, IMAGE);
    gives(new Exp(1, 1, 0), IMAGE, IMAGE);
  }

  @Test
  void joiningAndCutting() {
    gives(new Concat(1), Shape.of(2, 11, 3, 4), IMAGE, Shape.of(2, 3, 3, 4));
    refuses(new Concat(1), "cannot be joined", IMAGE, Shape.of(2, 3, 3, 5));
    refuses(new Concat(0), "extent would be 2147483648", Shape.of(1 << 30), Shape.of(1 << 30));
    refuses(new Slice(1, List.of(3, 3), 3), "must increase", IMAGE);
    refuses(new Slice(1, List.of(), 3), "cannot be cut", IMAGE);
    refuses(new Slice(1, List.of(8), 2), "must increase", IMAGE);
    refuses(new Crop(2, List.of(1, 2)), "exceed axis 3", IMAGE, Shape.of(9, 9, 2, 3));
    // Axes before the cut are the first input's, whatever the second's are.
    gives(new Crop(2, List.of(1)), Shape.of(2, 8, 2, 3), IMAGE, Shape.of(9, 9, 2, 3));
    refuses(new Tile(1, 0), "at least 1", IMAGE);
  }

  @Test
  void broadcastOperandsMustMatch() {
    gives(new Scale(1, 1, true), IMAGE, IMAGE);
    gives(new Scale(1, 1, true), IMAGE, IMAGE, Shape.of(8, 3));
    refuses(new Scale(1, 1, true), "does not match", IMAGE, Shape.of(8, 4));
    refuses(new Bias(2, 3), "exceed", IMAGE);
    assertEquals(List.of(Shape.of(3, 4)), new Bias(-2, -1).weightShapes(List.of(IMAGE)));
    assertEquals(List.of(Shape.of()), new Bias(1, 0).weightShapes(List.of(IMAGE)));
  }

  @Test
  void coefficientsBelongToSumsAndAreIgnoredByMaxima() {
    gives(new Eltwise(Eltwise.Kind.SUM, List.of(1f, 2f)), IMAGE, IMAGE, IMAGE);
    gives(new Eltwise(Eltwise.Kind.MAX, List.of(1f, 2f)), IMAGE, IMAGE, IMAGE);
    refuses(new Eltwise(Eltwise.Kind.PROD, List.of(1f, 2f)), "coefficients", IMAGE, IMAGE);
    refuses(new Eltwise(Eltwise.Kind.SUM, List.of(1f)), "coefficients", IMAGE, IMAGE);
  }

  @Test
  void aScalarRemainsOfAReductionOverAllAxes() {
    gives(new Reduction(Reduction.Kind.SUM, 0, 1), Shape.of(), IMAGE);
    gives(new Reduction(Reduction.Kind.SUM, -2, 1), Shape.of(2, 8), IMAGE);
  }
}
