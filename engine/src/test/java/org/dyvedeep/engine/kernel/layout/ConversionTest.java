package org.dyvedeep.engine.kernel.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i + 1;
    }
    return values;
  }

  @Property(tries = 60)
  void packedImagesUnpackToThemselves(
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 0, max = 2) int pad) {
    BlockedLayout layout = new BlockedLayout(channels, height, width, pad, pad + 1);
    float[] nchw = numbers(channels * height * width);
    float[] packed = new float[2 + layout.imageFloats()];
    Arrays.fill(packed, -1);
    layout.clearBorder(packed, 2);
    Conversion.pack(nchw, 0, layout, packed, 2);
    double sum = 0;
    for (int i = 2; i < packed.length; i++) {
      sum += packed[i];
    }
    double expected = nchw.length * (nchw.length + 1.0) / 2;
    assertEquals(expected, sum, "border and unused channels are zero");
    int last = 2 + layout.offset(channels - 1, height - 1, width - 1);
    assertEquals(nchw[nchw.length - 1], packed[last]);
    float[] unpacked = new float[nchw.length];
    Conversion.unpack(packed, 2, layout, unpacked, 0);
    assertArrayEquals(nchw, unpacked);
  }

  @Test
  void planarImagesGetABorder() {
    PlanarLayout layout = new PlanarLayout(2, 1, 2, 1, 1);
    float[] padded = new float[layout.imageFloats()];
    Conversion.pad(new float[] {1, 2, 3, 4}, 0, layout, padded, 0);
    float[] expected = {0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0};
    assertArrayEquals(expected, padded);
  }

  @Property(tries = 60)
  void concatenationPutsChannelsBehindEachOther(
      @ForAll @IntRange(min = 1, max = 40) int first,
      @ForAll @IntRange(min = 1, max = 40) int second) {
    BlockedLayout a = new BlockedLayout(first, 2, 3, 1, 0);
    BlockedLayout b = new BlockedLayout(second, 2, 3, 0, 1);
    BlockedLayout both = new BlockedLayout(first + second, 2, 3, 1, 1);
    float[] nchw = numbers((first + second) * 6);
    float[] x = new float[a.imageFloats()];
    Conversion.pack(nchw, 0, a, x, 0);
    float[] y = new float[b.imageFloats()];
    Conversion.pack(nchw, first * 6, b, y, 0);
    float[] joined = new float[both.imageFloats()];
    Arrays.fill(joined, 7);
    both.clearBorder(joined, 0);
    Conversion.concat(a, x, 0, both, 0, joined, 0);
    Conversion.concat(b, y, 0, both, first, joined, 0);
    float[] expected = new float[both.imageFloats()];
    Conversion.pack(nchw, 0, both, expected, 0);
    assertArrayEquals(expected, joined);
  }

  @Property(tries = 60)
  void slicesTakeChannelsOutAgain(
      @ForAll @IntRange(min = 0, max = 33) int before,
      @ForAll @IntRange(min = 1, max = 40) int channels,
      @ForAll @IntRange(min = 0, max = 20) int behind) {
    BlockedLayout whole = new BlockedLayout(before + channels + behind, 2, 3, 1, 0);
    BlockedLayout piece = new BlockedLayout(channels, 2, 3, 0, 1);
    float[] nchw = numbers(whole.channels() * 6);
    float[] x = new float[whole.imageFloats()];
    Conversion.pack(nchw, 0, whole, x, 0);
    float[] sliced = new float[piece.imageFloats()];
    Arrays.fill(sliced, 7);
    piece.clearBorder(sliced, 0);
    Conversion.slice(whole, x, 0, before, piece, sliced, 0);
    float[] expected = new float[piece.imageFloats()];
    Conversion.pack(nchw, before * 6, piece, expected, 0);
    assertArrayEquals(expected, sliced);
  }

  @Test
  void impossibleLayoutsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> BlockedLayout.of(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> BlockedLayout.of(512, 2048, 2049));
    BlockedLayout small = BlockedLayout.of(4, 2, 2);
    assertThrows(
        IllegalArgumentException.class,
        () -> Conversion.concat(small, new float[64], 0, small, 1, new float[64], 0));
  }
}
