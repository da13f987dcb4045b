package org.dyvedeep.engine.kernel.blas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NativeFloatsTest {
  @Test
  void copiesAndViewsParts() {
    try (NativeFloats floats = NativeFloats.copyOf(new float[] {1, 2, 3, 4})) {
      float[] part = new float[2];
      floats.buffer(1, 2).get(0, part);
      assertArrayEquals(new float[] {2, 3}, part);
      assertEquals(3, floats.pointer(2).get());
      floats.buffer(3, 1).put(0, 9);
      assertEquals(9, floats.pointer(3).get());
    }
  }

  @Test
  void refusesWhatLiesOutside() {
    try (NativeFloats floats = NativeFloats.allocate(4)) {
      assertThrows(IllegalArgumentException.class, () -> floats.buffer(1, 4));
      assertThrows(IllegalArgumentException.class, () -> floats.buffer(-1, 2));
      assertThrows(IllegalArgumentException.class, () -> floats.pointer(5));
    }
  }

  @Test
  void refusesUseAfterClose() {
    NativeFloats floats = NativeFloats.allocate(4);
    floats.close();
    floats.close();
    assertThrows(IllegalStateException.class, () -> floats.pointer(0));
    assertThrows(IllegalStateException.class, () -> floats.buffer(0, 1));
  }
}
