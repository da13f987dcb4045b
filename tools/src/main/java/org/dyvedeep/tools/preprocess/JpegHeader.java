package org.dyvedeep.tools.preprocess;

/**
 * What a JPEG's markers say, as far as decoding needs it. The colour space follows libjpeg's
 * default rules (and so OpenCV's): the JFIF and Adobe markers decide, then the component ids;
 * embedded ICC profiles and the EXIF orientation are ignored.
 *
 * @param width pixels
 * @param height pixels
 * @param components samples a pixel: 1, 3 or 4
 * @param colour what the samples mean
 */
record JpegHeader(int width, int height, int components, Colour colour) {

  /** What a JPEG's samples mean. */
  enum Colour {
    GREY,
    RGB,
    YCBCR,
    CMYK,
    YCCK
  }

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP14 = 0xEE;

  /** Whether the bytes begin as a JPEG does. */
  static boolean matches(byte[] bytes) {
    return bytes.length > 3 && at(bytes, 0) == 0xFF && at(bytes, 1) == SOI && at(bytes, 2) == 0xFF;
  }

  /**
   * Reads the markers up to the first scan, and looks for the end marker after it.
   *
   * @throws UnreadableImageException if the file ends early or has no frame before its first scan
   */
  static JpegHeader parse(byte[] bytes, String name) throws UnreadableImageException {
    Parser parser = new Parser(bytes, name);
    return parser.parse();
  }

  private static int at(byte[] bytes, int position) {
    return bytes[position] & 0xFF;
  }

  /** One pass over the marker segments. */
  private static final class Parser {
    private final byte[] bytes;
    private final String name;
    private boolean jfif;
    private int adobeTransform = -1;
    private int frame = -1;

    Parser(byte[] bytes, String name) {
      this.bytes = bytes;
      this.name = name;
    }

    JpegHeader parse() throws UnreadableImageException {
      int position = 2;
      while (true) {
        position = nextMarker(position);
        int marker = at(bytes, position);
        position++;
        if (marker == SOS) {
          requireEnd(position);
          return header();
        }
        if (marker == EOI) {
          throw new UnreadableImageException(name, "is a JPEG without picture data");
        }
        if (marker == 0x01 || (marker >= 0xD0 && marker <= SOI)) {
          continue;
        }
        int length = position + 2 <= bytes.length ? word(position) : 0;
        if (length < 2 || position + length > bytes.length) {
          throw truncated("inside its header");
        }
        segment(marker, position + 2, length - 2);
        position += length;
      }
    }

    private int nextMarker(int from) throws UnreadableImageException {
      int position = from;
      while (position < bytes.length && at(bytes, position) != 0xFF) {
        position++;
      }
      while (position < bytes.length && at(bytes, position) == 0xFF) {
        position++;
      }
      if (position >= bytes.length) {
        throw truncated("inside its header");
      }
      return position;
    }

    private void segment(int marker, int start, int length) {
      boolean startOfFrame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (startOfFrame && length >= 6) {
        frame = length >= 6 + 3 * at(bytes, start + 5) ? start : frame;
      } else if (marker == APP0 && length >= 5 && text(start, "JFIF")) {
        jfif = true;
      } else if (marker == APP14 && length >= 12 && text(start, "Adobe")) {
        adobeTransform = at(bytes, start + 11);
      }
    }

    private boolean text(int start, String expected) {
      for (int i = 0; i < expected.length(); i++) {
        if (at(bytes, start + i) != expected.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private JpegHeader header() throws UnreadableImageException {
      if (frame < 0) {
        throw new UnreadableImageException(name, "is a JPEG without a readable frame header");
      }
      int precision = at(bytes, frame);
      int components = at(bytes, frame + 5);
      if (precision != 8 || (components != 1 && components != 3 && components != 4)) {
        throw new UnreadableImageException(
            name,
            "is a JPEG with %d bits a sample and %d components; expected 8 bits and 1, 3 or 4"
                .formatted(precision, components));
      }
      return new JpegHeader(word(frame + 3), word(frame + 1), components, colour(components));
    }

    private Colour colour(int components) {
      return switch (components) {
        case 1 -> Colour.GREY;
        case 3 -> threeComponents();
        default -> adobeTransform < 0 || adobeTransform == 0 ? Colour.CMYK : Colour.YCCK;
      };
    }

    private Colour threeComponents() {
      if (jfif) {
        return Colour.YCBCR;
      }
      if (adobeTransform >= 0) {
        return adobeTransform == 0 ? Colour.RGB : Colour.YCBCR;
      }
      boolean rgbIds =
          at(bytes, frame + 6) == 'R'
              && at(bytes, frame + 9) == 'G'
              && at(bytes, frame + 12) == 'B';
      return rgbIds ? Colour.RGB : Colour.YCBCR;
    }

    /**
     * Without its end marker a JPEG was cut off; decoders would silently paint the missing part
     * grey.
     */
    private void requireEnd(int from) throws UnreadableImageException {
      for (int i = bytes.length - 2; i >= from; i--) {
        if (at(bytes, i) == 0xFF && at(bytes, i + 1) == EOI) {
          return;
        }
      }
      throw truncated("inside its picture data");
    }

    private UnreadableImageException truncated(String where) {
      return new UnreadableImageException(
          name, "is truncated: %d bytes end %s; get the file again".formatted(bytes.length, where));
    }

    private int word(int position) {
      return at(bytes, position) << 8 | at(bytes, position + 1);
    }
  }
}
