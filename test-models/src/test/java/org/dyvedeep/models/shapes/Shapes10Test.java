package org.dyvedeep.models.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.dyvedeep.models.shapes.Shapes10.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Shapes10Test {
  private final Shapes10 pictures = new Shapes10(Shapes10.DEFAULT_SEED);

  @Test
  void neverChanges() {
    // If this fails, the embedded weights and every quoted accuracy belong to other pictures.
    assertEquals("315caee6", checksum(Split.TRAIN));
    assertEquals("6a8fbbb6", checksum(Split.TEST));
  }

  private String checksum(Split split) {
    CRC32 crc = new CRC32();
    for (int i = 0; i < 500; i++) {
      crc.update(pictures.label(i));
      crc.update(pictures.pixels(split, i));
    }
    return Long.toHexString(crc.getValue());
  }

  @Test
  void dependsOnSeedSplitAndIndexAlone() {
    List<byte[]> forward = IntStream.range(0, 40).mapToObj(this::test).toList();
    List<byte[]> parallel = IntStream.range(0, 40).parallel().mapToObj(this::test).toList();
    for (int i = 39; i >= 0; i--) {
      assertArrayEquals(forward.get(i), test(i));
      assertArrayEquals(forward.get(i), parallel.get(i));
    }
    assertFalse(Arrays.equals(test(0), new Shapes10(11).pixels(Split.TEST, 0)));
  }

  private byte[] test(int index) {
    return pictures.pixels(Split.TEST, index);
  }

  @Test
  void neverRepeatsAPicture() {
    Set<ByteBuffer> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (int i = 0; i < 1000; i++) {
        assertTrue(seen.add(ByteBuffer.wrap(pictures.pixels(split, i))), split + " " + i);
      }
    }
  }

  @Test
  void labelsAreBalancedAndNamed() {
    assertEquals(10, Shapes10.labels().size());
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0),
        IntStream.range(120, 131).mapToObj(pictures::label).toList());
    assertThrows(IllegalArgumentException.class, () -> pictures.label(-1));
    assertThrows(IllegalArgumentException.class, () -> pictures.pixels(Split.TEST, -1));
  }

  @Test
  void writesCifar10Records(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shapes.bin");
    pictures.writeCifar10Records(Split.TEST, 7, 3, file);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(3 * 3073, bytes.length);
    for (int i = 0; i < 3; i++) {
      assertEquals(7 + i, bytes[i * 3073]);
      assertArrayEquals(
          pictures.pixels(Split.TEST, 7 + i),
          Arrays.copyOfRange(bytes, i * 3073 + 1, (i + 1) * 3073));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void refusesImpossibleRanges(@TempDir Path folder) {
    Path file = folder.resolve("shapes.bin");
    assertThrows(
        IllegalArgumentException.class,
        () -> pictures.writeCifar10Records(Split.TEST, -1, 3, file));
    assertThrows(
        IllegalArgumentException.class,
        () -> pictures.writeCifar10Records(Split.TEST, Integer.MAX_VALUE, 3, file));
    assertFalse(Files.exists(file));
  }
}
