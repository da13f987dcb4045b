package org.dyvedeep.engine.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WeightsTest {
  @Test
  void denseWeightsFitTheirShape() {
    assertThrows(ShapeException.class, () -> new DenseWeights(Shape.of(2, 2), new float[3]));
    assertThrows(IllegalStateException.class, () -> new AbsentWeights(Shape.of(2)).values());
  }

  /** Codes 1 and 2 at positions 1 and 3, low nibbles first; code 0 elsewhere. */
  @Test
  void aCodebookByHand() {
    float[] codebook = new float[16];
    codebook[0] = -1;
    codebook[1] = 10;
    codebook[2] = 20;
    CodebookWeights weights =
        new CodebookWeights(Shape.of(5), codebook, 4, 2, new byte[] {0x21}, new byte[] {0x11});
    assertArrayEquals(new float[] {-1, 10, -1, 20, -1}, weights.values());
    assertEquals(2, weights.nonzeros());
    assertEquals(1, weights.gap(1));
    assertEquals(20, weights.codeValue(weights.code(1)));
    assertEquals(4 * 16 + 2, weights.compressedBytes());
  }

  @Property(tries = 200)
  void decodesWhatWasEncoded(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int bits = random.nextBoolean() ? 4 : 8;
    float[] codebook = new float[1 << bits];
    for (int i = 1; i < codebook.length; i++) {
      codebook[i] = (float) random.nextGaussian();
    }
    float[] dense = new float[1 + random.nextInt(300)];
    List<Integer> codes = new ArrayList<>();
    List<Integer> gaps = new ArrayList<>();
    int gap = 0;
    for (int i = 0; i < dense.length; i++) {
      // A gap of 16 is bridged by a filler, which has code 0.
      int code = random.nextInt(12) == 0 ? random.nextInt(codebook.length) : 0;
      if (code != 0 || gap == 15) {
        dense[i] = codebook[code];
        codes.add(code);
        gaps.add(gap);
        gap = 0;
      } else {
        gap++;
      }
    }
    CodebookWeights weights =
        new CodebookWeights(
            Shape.of(dense.length),
            codebook,
            bits,
            codes.size(),
            RandomCodebook.packed(codes, bits),
            RandomCodebook.packed(gaps, 4));
    assertArrayEquals(dense, weights.values());
  }

  @Test
  void refusesWhatDoesNotFit() {
    float[] book = new float[16];
    byte[] one = {0};
    Shape two = Shape.of(2);
    assertThrows(ShapeException.class, () -> new CodebookWeights(two, book, 5, 1, one, one));
    assertThrows(ShapeException.class, () -> new CodebookWeights(two, book, 8, 1, one, one));
    assertThrows(ShapeException.class, () -> new CodebookWeights(two, book, 4, 3, one, one));
    assertThrows(ShapeException.class, () -> new CodebookWeights(two, book, 4, -1, one, one));
    assertThrows(
        ShapeException.class, () -> new CodebookWeights(two, book, 4, 1, one, new byte[2]));
    byte[] far = {(byte) 0x0F};
    assertThrows(ShapeException.class, () -> new CodebookWeights(two, book, 4, 1, one, far));
    assertArrayEquals(
        new float[2], new CodebookWeights(two, book, 4, 0, new byte[0], new byte[0]).values());
  }

  @Property(tries = 100)
  void codesAreReadInAnyPortions(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Shape shape = Shape.of(1 + random.nextInt(20), 1 + random.nextInt(30));
    int bits = random.nextBoolean() ? 4 : 8;
    CodebookWeights weights = RandomCodebook.weights(shape, bits, random.nextDouble(), seed);
    float[] expected = weights.values();
    CodebookWeights.Reader reader = weights.reader();
    byte[] codes = new byte[shape.size()];
    for (int at = 0; at < expected.length; ) {
      int count = random.nextInt(expected.length - at + 1);
      reader.read(codes, count);
      for (int i = 0; i < count; i++) {
        assertEquals(expected[at + i], weights.codeValue(codes[i] & 0xFF));
      }
      at += count;
    }
    assertThrows(IllegalArgumentException.class, () -> reader.read(codes, 1));
  }
}
