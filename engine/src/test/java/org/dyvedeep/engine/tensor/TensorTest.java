package org.dyvedeep.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void aTensorIsAViewOfItsArray() {
    float[] array = {0, 1, 2, 3, 4, 5};
    Tensor tensor = new Tensor(Shape.of(2, 2), array, 1);
    assertArrayEquals(new float[] {1, 2, 3, 4}, tensor.toArray());
    tensor.set(new float[] {9, 8, 7, 6, 5}, 1);
    assertArrayEquals(new float[] {0, 8, 7, 6, 5, 5}, array);
    float[] target = new float[5];
    tensor.get(target, 1);
    assertArrayEquals(new float[] {0, 8, 7, 6, 5}, target);
    Tensor flat = tensor.reshape(Shape.of(4));
    assertSame(array, flat.array());
    assertEquals(1, flat.offset());
    assertThrows(ShapeException.class, () -> tensor.reshape(Shape.of(5)));
  }

  @Test
  void aTensorLiesInsideItsArray() {
    float[] array = new float[4];
    assertEquals(4, new Tensor(Shape.of(4), array, 0).size());
    assertThrows(ShapeException.class, () -> new Tensor(Shape.of(4), array, 1));
    assertThrows(ShapeException.class, () -> new Tensor(Shape.of(1), array, -1));
    assertThrows(ShapeException.class, () -> new Tensor(Shape.of(1), array, Integer.MAX_VALUE));
    assertThrows(ShapeException.class, () -> Tensor.of(Shape.of(2), 1, 2, 3));
  }

  @Test
  void shapesAreValues() {
    Shape shape = Shape.of(1, 3, 227, 227);
    assertEquals("1x3x227x227", shape.toString());
    assertEquals("scalar", Shape.of().toString());
    assertEquals(1, Shape.of().size());
    assertEquals(shape, Shape.of(1, 3, 5, 227).with(-2, 227));
    assertNotEquals(Shape.of(1, 3), Shape.of(3, 1));
    assertEquals(227, shape.dim(-1));
    assertEquals(3, shape.count(0, 2));
    assertEquals(227 * 227, shape.count(2));
    assertEquals(1, shape.count(4));
    int[] dims = shape.dims();
    dims[0] = 7;
    assertEquals(1, shape.dim(0));
  }

  @Test
  void shapesThatNoArrayHoldsAreRefused() {
    assertThrows(ShapeException.class, () -> Shape.of(0));
    assertThrows(ShapeException.class, () -> Shape.of(3, -1));
    assertThrows(ShapeException.class, () -> Shape.of(1 << 16, 1 << 16));
    // The product would overflow a long and come out small.
    assertThrows(ShapeException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30));
    assertThrows(ShapeException.class, () -> Shape.of(new int[33]));
    assertThrows(ShapeException.class, () -> Shape.of(2, 3).dim(2));
    assertThrows(ShapeException.class, () -> Shape.of(2, 3).dim(-3));
    assertThrows(ShapeException.class, () -> Shape.of(2, 3).with(0, 0));
    assertEquals(Integer.MAX_VALUE - 8, Shape.of(Integer.MAX_VALUE - 8).size());
  }
}
