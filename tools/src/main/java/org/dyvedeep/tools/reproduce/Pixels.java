package org.dyvedeep.tools.reproduce;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.dyvedeep.knobs.count.EffortMap;

/** Pictures for the report, as data URIs. */
public final class Pixels {
  /** Smaller photos are kept exactly. */
  private static final int LEAST_JPEG_SIDE = 64;

  private static final int SHADES = 256;

  /** From nothing spent to everything spent; lighter is more, in grey, too. */
  private static final int[] ANCHORS = {0x1b1044, 0x3b528b, 0x21918c, 0x5ec962, 0xfde725};

  private Pixels() {}

  /**
   * A photo.
   *
   * @param planes three planes of height x width values of 0 to 255, in the order B, G, R
   */
  public static String photo(float[] planes, int height, int width) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = height * width;
    for (int i = 0; i < plane; i++) {
      int rgb =
          sample(planes[2 * plane + i]) << 16 | sample(planes[plane + i]) << 8 | sample(planes[i]);
      image.setRGB(i % width, i / width, rgb);
    }
    return uri(image, Math.min(height, width) < LEAST_JPEG_SIDE ? "png" : "jpeg");
  }

  private static int sample(float value) {
    return Math.max(0, Math.min(SHADES - 1, Math.round(value)));
  }

  /**
   * A layer's heat map.
   *
   * @param dense the layer's dense operations for the image
   */
  public static EffortPicture.Layer heatMap(String layer, EffortMap map, long dense)
      throws IOException {
    long[] operations = map.byPosition();
    double whole = (double) dense / operations.length;
    BufferedImage image =
        new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_INDEXED, palette());
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double sum = 0;
    for (int i = 0; i < operations.length; i++) {
      double share = operations[i] / whole;
      least = Math.min(least, share);
      most = Math.max(most, share);
      sum += share;
      int shade = (int) Math.min(SHADES - 1, share * SHADES);
      image.getRaster().setSample(i % map.width(), i / map.width(), 0, shade);
    }
    return new EffortPicture.Layer(
        layer,
        map.height(),
        map.width(),
        100 * least,
        100 * sum / operations.length,
        100 * most,
        uri(image, "png"));
  }

  /** The scale of heat maps, from left to right. */
  static String scale() throws IOException {
    BufferedImage image = new BufferedImage(SHADES, 1, BufferedImage.TYPE_BYTE_INDEXED, palette());
    for (int shade = 0; shade < SHADES; shade++) {
      image.getRaster().setSample(shade, 0, 0, shade);
    }
    return uri(image, "png");
  }

  private static IndexColorModel palette() {
    int[] colours = new int[SHADES];
    for (int i = 0; i < SHADES; i++) {
      double place = (double) i * (ANCHORS.length - 1) / (SHADES - 1);
      int from = Math.min((int) place, ANCHORS.length - 2);
      for (int shift = 0; shift <= 16; shift += 8) {
        int low = ANCHORS[from] >> shift & 0xFF;
        int high = ANCHORS[from + 1] >> shift & 0xFF;
        colours[i] |= (int) Math.round(low + (high - low) * (place - from)) << shift;
      }
    }
    return new IndexColorModel(8, SHADES, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private static String uri(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("this Java cannot write " + format + " pictures");
    }
    return "data:image/"
        + format
        + ";base64,"
        + Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
