package org.dyvedeep.tools.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Small data sets for the tests. */
final class DataFixtures {
  private DataFixtures() {}

  /** Records whose label is the record's number modulo 10 and whose bytes are all that number. */
  static Path cifar(Path file, int records) throws IOException {
    byte[] bytes = new byte[records * 3073];
    for (int i = 0; i < bytes.length; i++) {
      int record = i / 3073;
      bytes[i] = (byte) (i % 3073 == 0 ? record % 10 : record);
    }
    return Files.write(file, bytes);
  }

  /** A PNG of one colour; the folder is made. */
  static Path png(Path file, int width, int height, int grey) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, grey * 0x010101);
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** "name:label" of every picture. */
  static List<String> listed(LabelledImages source) throws IOException {
    List<String> seen = new ArrayList<>();
    try (LabelledImages.Cursor cursor = source.open()) {
      for (LabelledImage image = cursor.next(); image != null; image = cursor.next()) {
        if (image.index() != seen.size()) {
          throw new AssertionError("index " + image.index() + " at " + seen.size());
        }
        seen.add(image.name() + ":" + image.label());
      }
      if (cursor.next() != null) {
        throw new AssertionError("goes on after its end");
      }
    }
    return seen;
  }
}
