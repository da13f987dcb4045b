package org.dyvedeep.tools.preprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pixels of one picture come from: encoded (a file or bytes), or raw planes. */
public sealed interface ImageContent {

  /** What to call the picture in messages. */
  String name();

  /** A picture that still has to be decoded. */
  sealed interface Encoded extends ImageContent {
    /**
     * The encoded bytes.
     *
     * @throws IOException if they cannot be read, or are more than {@link
     *     ImageDecoder#MAX_FILE_BYTES}
     */
    byte[] bytes() throws IOException;
  }

  /**
   * An image file; it is read when the picture is needed, on the thread that needs it.
   *
   * @param path the file
   */
  record File(Path path) implements Encoded {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public byte[] bytes() throws IOException {
      if (!Files.isRegularFile(path)) {
        throw new UnreadableImageException(name(), "is not a file; check the path");
      }
      if (Files.size(path) > ImageDecoder.MAX_FILE_BYTES) {
        throw new UnreadableImageException(
            name(),
            "is %d bytes, over the limit of %d; shrink the image"
                .formatted(Files.size(path), ImageDecoder.MAX_FILE_BYTES));
      }
      return Files.readAllBytes(path);
    }
  }

  /** An image file's bytes held in memory, as in a Caffe LMDB written with {@code --encoded}. */
  final class Bytes implements Encoded {
    private final String name;
    private final byte[] bytes;

    /**
     * An encoded picture in memory.
     *
     * @param name what to call the picture in messages
     * @param bytes the encoded picture; kept, not copied
     */
    public Bytes(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }
  }

  /**
   * Raw planes: channels x height x width, unsigned bytes or floats, in 0 to 255 unless the data
   * set says otherwise.
   */
  final class Planes implements ImageContent {
    private final String name;
    private final int channels;
    private final int height;
    private final int width;
    private final ChannelOrder order;
    private final byte[] bytes;
    private final float[] floats;

    private Planes(
        String name,
        int channels,
        int height,
        int width,
        ChannelOrder order,
        byte[] bytes,
        float[] floats) {
      long count = (long) channels * height * width;
      int found = bytes != null ? bytes.length : floats.length;
      if (channels <= 0 || height <= 0 || width <= 0 || count != found) {
        throw new IllegalArgumentException(
            "%s: %d samples for %dx%dx%d".formatted(name, found, channels, height, width));
      }
      this.name = name;
      this.channels = channels;
      this.height = height;
      this.width = width;
      this.order = order;
      this.bytes = bytes;
      this.floats = floats;
    }

    /** Planes of unsigned bytes, kept, not copied; {@code order} matters with 3 channels. */
    public static Planes ofBytes(
        String name, int channels, int height, int width, ChannelOrder order, byte[] samples) {
      return new Planes(name, channels, height, width, order, samples, null);
    }

    /** Planes of floats, kept, not copied; {@code order} matters with 3 channels. */
    public static Planes ofFloats(
        String name, int channels, int height, int width, ChannelOrder order, float[] samples) {
      return new Planes(name, channels, height, width, order, null, samples);
    }

    @Override
    public String name() {
      return name;
    }

    /** Number of planes. */
    public int channels() {
      return channels;
    }

    /** Height in pixels. */
    public int height() {
      return height;
    }

    /** Width in pixels. */
    public int width() {
      return width;
    }

    /** The order of three planes. */
    public ChannelOrder order() {
      return order;
    }

    /** Whether the samples are floats. */
    public boolean isFloat() {
      return floats != null;
    }

    /** The sample at a flat position of channels x height x width. */
    public float sample(int position) {
      return floats != null ? floats[position] : bytes[position] & 0xFF;
    }
  }
}
