package org.dyvedeep.knobs.run;

import java.util.Arrays;

/**
 * One input image with its zero padding, so that every window lies inside. Lives in scratch memory:
 * it is laid out anew for each image.
 */
final class PaddedInput {
  private final LayerShape shape;
  private final float[] values;
  private final int padY;
  private final int padX;
  private final int height;
  private final int width;

  /** Takes the first {@link #floats} of some scratch memory. */
  PaddedInput(LayerShape shape, float[] scratch) {
    this.shape = shape;
    this.values = scratch;
    this.padY = shape.rows().pad();
    this.padX = shape.columns().pad();
    this.height = (int) shape.paddedHeight();
    this.width = (int) shape.paddedWidth();
  }

  /** How much memory an image takes. */
  static long floats(LayerShape shape) {
    long plane = Math.multiplyExact(shape.paddedHeight(), shape.paddedWidth());
    return Math.multiplyExact(plane, (long) shape.groups() * shape.features());
  }

  /** Copies an image that begins at an index of an array. */
  void load(float[] image, int from) {
    int planes = shape.groups() * shape.features();
    Arrays.fill(values, 0, planes * height * width, 0f);
    int firstRow = Math.min(padY, height);
    int endRow = (int) Math.min((long) padY + shape.height(), height);
    int length = (int) Math.min(shape.width(), (long) width - padX);
    for (int plane = 0; plane < planes && length > 0; plane++) {
      for (int y = firstRow; y < endRow; y++) {
        int row = from + (plane * shape.height() + y - padY) * shape.width();
        System.arraycopy(image, row, values, (plane * height + y) * width + padX, length);
      }
    }
  }

  float[] values() {
    return values;
  }

  /** Where the plane of an input feature begins; features are counted through all groups. */
  int plane(int feature) {
    return feature * height * width;
  }

  /** The upper left corner of the window at an output position, within its plane. */
  int corner(int position) {
    int y = position / shape.outputWidth();
    int x = position % shape.outputWidth();
    return y * shape.rows().stride() * width + x * shape.columns().stride();
  }

  /** Where the taps of a window lie from its corner on, row by row. */
  int[] taps() {
    int[] taps = new int[shape.window()];
    int columns = shape.columns().kernel();
    for (int i = 0; i < taps.length; i++) {
      int y = i / columns * shape.rows().dilation();
      taps[i] = y * width + i % columns * shape.columns().dilation();
    }
    return taps;
  }
}
