package org.dyvedeep.models.shapes;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.dyvedeep.models.random.SplitMix64;

/**
 * The shapes10 pictures: 3 x 32 x 32 bytes (planes R, G, B, as in CIFAR-10's binary records) and a
 * label from 0 to 9, made from (seed, split, index) alone.
 *
 * <p>Labels go round: picture i shows class i mod 10, so any ten neighbours are balanced. The two
 * splits use different streams and never share a picture. Instances are immutable and thread-safe.
 */
public final class Shapes10 {
  /** Width and height of a picture in pixels. */
  public static final int SIZE = 32;

  /** Bytes of one picture: three planes of 32 x 32. */
  public static final int PICTURE_BYTES = 3 * SIZE * SIZE;

  /** The seed of the pictures on which the embedded network was trained and is measured. */
  public static final long DEFAULT_SEED = 10;

  private static final ShapeClass[] CLASSES = ShapeClass.values();

  private final long seed;

  /** Which of two unrelated streams of pictures. */
  public enum Split {
    /** Pictures to train or tune on. */
    TRAIN(1),
    /** Pictures to report results on. */
    TEST(2);

    private final int stream;

    Split(int stream) {
      this.stream = stream;
    }
  }

  /**
   * Chooses a set of pictures.
   *
   * @param seed any value; {@link #DEFAULT_SEED} for the set that figures are quoted on
   */
  public Shapes10(long seed) {
    this.seed = seed;
  }

  /** Returns the class names in label order. */
  public static List<String> labels() {
    return Arrays.stream(CLASSES).map(ShapeClass::label).toList();
  }

  /**
   * Returns the label of a picture.
   *
   * @param index position in its split, from 0
   * @return 0 to 9
   * @throws IllegalArgumentException if the index is negative
   */
  public int label(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("picture index must not be negative, found " + index);
    }
    return index % CLASSES.length;
  }

  /**
   * Paints a picture.
   *
   * @param split the stream
   * @param index position in the split, from 0
   * @return {@value #PICTURE_BYTES} unsigned bytes: plane R row by row, then G, then B
   * @throws IllegalArgumentException if the index is negative
   */
  public byte[] pixels(Split split, int index) {
    ShapeClass shape = CLASSES[label(index)];
    long stream = SplitMix64.mix(SplitMix64.mix(seed) + split.stream);
    byte[] pixels = new byte[PICTURE_BYTES];
    new PicturePainter(SplitMix64.at(stream, index)).paint(shape, pixels);
    return pixels;
  }

  /**
   * Writes pictures as CIFAR-10 binary records: a label byte, then planes R, G and B.
   *
   * @param split the stream
   * @param first index of the first picture
   * @param count number of pictures
   * @param file the file to create or replace; it appears only when complete
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if first or count is negative or their sum overflows
   */
  public void writeCifar10Records(Split split, int first, int count, Path file) throws IOException {
    if (first < 0 || count < 0 || (long) first + count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "no such range of pictures: first " + first + ", count " + count);
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        for (int index = first; index < first + count; index++) {
          out.write(label(index));
          out.write(pixels(split, index));
        }
      }
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
