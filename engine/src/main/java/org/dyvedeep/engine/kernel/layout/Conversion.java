package org.dyvedeep.engine.kernel.layout;

/** Copies activations from one layout to another. Borders are never written. */
public final class Conversion {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private Conversion() {}

  /** Packs an image of NCHW without a border, and fills the channels that complete a block. */
  public static void pack(float[] nchw, int from, BlockedLayout layout, float[] to, int image) {
    int plane = layout.height() * layout.width();
    int filled = layout.blocks() * BLOCK;
    for (int c = 0; c < filled; c++) {
      boolean real = c < layout.channels();
      for (int row = 0; row < layout.height(); row++) {
        int source = from + c * plane + row * layout.width();
        int target = image + layout.offset(c, row, 0);
        for (int column = 0; column < layout.width(); column++) {
          to[target + column * BLOCK] = real ? nchw[source + column] : 0;
        }
      }
    }
  }

  /** Unpacks an image to NCHW without a border. */
  public static void unpack(float[] from, int image, BlockedLayout layout, float[] nchw, int to) {
    int target = to;
    for (int c = 0; c < layout.channels(); c++) {
      for (int row = 0; row < layout.height(); row++) {
        int source = image + layout.offset(c, row, 0);
        for (int column = 0; column < layout.width(); column++) {
          nchw[target++] = from[source + column * BLOCK];
        }
      }
    }
  }

  /** Copies an image of NCHW without a border into one with a border. */
  public static void pad(float[] nchw, int from, PlanarLayout layout, float[] to, int image) {
    int source = from;
    for (int c = 0; c < layout.channels(); c++) {
      for (int row = 0; row < layout.height(); row++) {
        System.arraycopy(nchw, source, to, image + layout.offset(c, row, 0), layout.width());
        source += layout.width();
      }
    }
  }

  /**
   * Copies all channels of an image behind the first channels of another: one step of a
   * concatenation. Whole rows move at once where the first channel is a multiple of 16; otherwise
   * floats move one by one, and the last input copied must be the one with the last channels, since
   * it zeroes those that complete the last block.
   *
   * @param channel the channel of the output that becomes channel 0 of the input
   * @throws IllegalArgumentException if the planes differ or the channels do not fit
   */
  public static void concat(
      BlockedLayout in,
      float[] x,
      int xImage,
      BlockedLayout out,
      int channel,
      float[] y,
      int yImage) {
    requireFit(in, out, channel);
    if (channel % BLOCK == 0) {
      for (int c = 0; c < in.channels(); c += BLOCK) {
        copyBlock(in, c, x, xImage, out, channel + c, y, yImage);
      }
      return;
    }
    boolean last = channel + in.channels() == out.channels();
    int end = last ? out.blocks() * BLOCK : channel + in.channels();
    for (int c = channel; c < end; c++) {
      copyChannel(in, c - channel, x, xImage, out, c, y, yImage);
    }
  }

  /**
   * Copies some channels of an image to an image of their own: one piece of a slice. Whole rows
   * move at once where the first channel is a multiple of 16. What completes the last block becomes
   * zero.
   *
   * @param channel the channel of the input that becomes channel 0 of the output
   * @throws IllegalArgumentException if the planes differ or there are not as many channels
   */
  public static void slice(
      BlockedLayout in,
      float[] x,
      int xImage,
      int channel,
      BlockedLayout out,
      float[] y,
      int yImage) {
    requireFit(out, in, channel);
    int aligned = channel % BLOCK == 0 ? out.channels() / BLOCK * BLOCK : 0;
    for (int c = 0; c < aligned; c += BLOCK) {
      copyBlock(in, channel + c, x, xImage, out, c, y, yImage);
    }
    for (int c = aligned; c < out.blocks() * BLOCK; c++) {
      boolean real = c < out.channels();
      copyChannel(in, real ? channel + c : in.channels(), x, xImage, out, c, y, yImage);
    }
  }

  private static void requireFit(BlockedLayout part, BlockedLayout whole, int channel) {
    if (part.height() != whole.height()
        || part.width() != whole.width()
        || channel < 0
        || channel + part.channels() > whole.channels()) {
      throw new IllegalArgumentException(
          part + " does not fit into " + whole + " at channel " + channel);
    }
  }

  private static void copyBlock(
      BlockedLayout in,
      int from,
      float[] x,
      int xImage,
      BlockedLayout out,
      int to,
      float[] y,
      int yImage) {
    int floats = in.width() * BLOCK;
    for (int row = 0; row < in.height(); row++) {
      int source = xImage + in.offset(from, row, 0);
      System.arraycopy(x, source, y, yImage + out.offset(to, row, 0), floats);
    }
  }

  private static void copyChannel(
      BlockedLayout in,
      int from,
      float[] x,
      int xImage,
      BlockedLayout out,
      int to,
      float[] y,
      int yImage) {
    boolean real = from < in.channels();
    for (int row = 0; row < in.height(); row++) {
      int source = real ? xImage + in.offset(from, row, 0) : 0;
      int target = yImage + out.offset(to, row, 0);
      for (int i = 0; i < in.width() * BLOCK; i += BLOCK) {
        y[target + i] = real ? x[source + i] : 0;
      }
    }
  }
}
