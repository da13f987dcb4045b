package org.dyvedeep.tools.preprocess;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes JPEG (grey, RGB, YCbCr, CMYK, YCCK), PNG, BMP and GIF to 8-bit B, G, R (or grey) samples,
 * as OpenCV's {@code imread} does for Caffe's tools. Decisions where decoders differ:
 *
 * <ul>
 *   <li>the EXIF orientation and embedded ICC profiles are ignored, as in the OpenCV 2.4 of Caffe's
 *       time;
 *   <li>CMYK follows OpenCV's simple formula, see {@link JpegColour};
 *   <li>an alpha channel is dropped without blending; 16-bit samples keep their high byte;
 *   <li>of a GIF (which OpenCV of that time did not read) the first frame is taken.
 * </ul>
 *
 * Stateless, so safe for use by several threads.
 */
public final class ImageDecoder {
  /** The most bytes an encoded image may have. */
  public static final long MAX_FILE_BYTES = 256L << 20;

  /**
   * The most pixels an image may have unless the caller says otherwise: 64 million, 192 MB decoded.
   */
  public static final long DEFAULT_MAX_PIXELS = 64_000_000L;

  private final long maxPixels;

  /** A decoder that refuses images over {@link #DEFAULT_MAX_PIXELS}. */
  public ImageDecoder() {
    this(DEFAULT_MAX_PIXELS);
  }

  /**
   * A decoder with another limit.
   *
   * @param maxPixels refuse images of more pixels; read from the header, before anything of that
   *     size is allocated. At most 700 million, so that sample positions fit in an int.
   */
  public ImageDecoder(long maxPixels) {
    if (maxPixels <= 0 || maxPixels > 700_000_000L) {
      throw new IllegalArgumentException("pixel limit " + maxPixels);
    }
    this.maxPixels = maxPixels;
  }

  /**
   * Decodes one picture.
   *
   * @throws UnreadableImageException if the bytes are truncated, too large a picture, or no image
   *     of a known format
   * @throws IOException if the bytes cannot be read
   */
  public PixelImage decode(ImageContent.Encoded content) throws IOException {
    byte[] bytes = content.bytes();
    String name = content.name();
    if (bytes.length == 0) {
      throw new UnreadableImageException(name, "is empty");
    }
    JpegHeader jpeg = JpegHeader.matches(bytes) ? JpegHeader.parse(bytes, name) : null;
    if (jpeg != null) {
      checkSize(name, jpeg.width(), jpeg.height());
    }
    ImageReader reader = null;
    try (ImageInputStream stream = new ByteArrayImageInputStream(bytes)) {
      reader = readerFor(stream, name);
      reader.setInput(stream, false, true);
      checkSize(name, reader.getWidth(0), reader.getHeight(0));
      return jpeg != null ? readJpeg(reader, jpeg, name) : readOther(reader);
    } catch (UnreadableImageException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers answer hostile bytes with many kinds of unchecked exceptions; to the caller they
      // all mean this.
      throw new UnreadableImageException(
          name, "cannot be decoded (" + e + "); it is damaged, get the file again", e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private static ImageReader readerFor(ImageInputStream stream, String name)
      throws UnreadableImageException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new UnreadableImageException(
          name, "is not an image of a known format; expected JPEG, PNG, BMP or GIF");
    }
    return readers.next();
  }

  private void checkSize(String name, int width, int height) throws UnreadableImageException {
    if (width <= 0 || height <= 0) {
      throw new UnreadableImageException(
          name, "says it is %dx%d pixels; expected at least 1x1".formatted(width, height));
    }
    if ((long) width * height > maxPixels) {
      throw new UnreadableImageException(
          name,
          "is %dx%d = %d pixels, over the limit of %d; shrink the image"
              .formatted(width, height, (long) width * height, maxPixels));
    }
  }

  /**
   * Reads the samples as stored, because the readers' own colour conversion applies ICC profiles
   * and gamma.
   */
  private static PixelImage readJpeg(ImageReader reader, JpegHeader header, String name)
      throws IOException {
    Raster raster = reader.readRaster(0, null);
    int width = raster.getWidth();
    int height = raster.getHeight();
    if (raster.getNumBands() != header.components()) {
      throw new UnreadableImageException(
          name,
          "decodes to %d samples a pixel, but its header says %d"
              .formatted(raster.getNumBands(), header.components()));
    }
    if (header.colour() == JpegHeader.Colour.GREY) {
      return fromComponents(raster, 8);
    }
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    int[] row = new int[width * header.components()];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      JpegColour.toBgr(row, width, header.colour(), out, y * width * 3);
    }
    return new PixelImage(width, height, 3, out);
  }

  private static PixelImage readOther(ImageReader reader) throws IOException {
    BufferedImage image = reader.read(0);
    if (image.getColorModel() instanceof ComponentColorModel model) {
      return fromComponents(image.getRaster(), model.getComponentSize(0));
    }
    // Palettes and packed pixels: Java defines their colours in sRGB, so nothing is converted here.
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    int[] row = new int[width];
    int to = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        out[to++] = (byte) pixel;
        out[to++] = (byte) (pixel >> 8);
        out[to++] = (byte) (pixel >> 16);
      }
    }
    return new PixelImage(width, height, 3, out);
  }

  /** Bands are grey, grey + alpha, R G B, or R G B + alpha. */
  private static PixelImage fromComponents(Raster raster, int bits) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    int channels = bands >= 3 ? 3 : 1;
    int shift = Math.max(0, bits - 8);
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    int[] row = new int[width * bands];
    int to = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int from = 0; from < row.length; from += bands) {
        for (int channel = channels - 1; channel >= 0; channel--) {
          out[to++] = (byte) (row[from + channel] >> shift);
        }
      }
    }
    return new PixelImage(width, height, channels, out);
  }
}
