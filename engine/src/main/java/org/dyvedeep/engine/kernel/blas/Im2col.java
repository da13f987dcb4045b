package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.dyvedeep.engine.op.Window;

/**
 * Unfolds an image into the column matrix of a convolution: one row for each (channel, kernel row,
 * kernel column), one column for each output position, zeros where the kernel lies in the padding.
 */
final class Im2col {
  private final ConvolutionSizes sizes;
  private final float[] zeros;

  Im2col(ConvolutionSizes sizes) {
    this.sizes = sizes;
    this.zeros = new float[sizes.outWidth()];
  }

  /** Writes the columns of the image that begins at an index of an array. */
  void run(float[] images, int image, FloatBuffer columns) {
    int row = 0;
    for (int c = 0; c < sizes.channels(); c++) {
      int plane = image + c * sizes.height() * sizes.width();
      for (int ky = 0; ky < sizes.vertical().kernel(); ky++) {
        for (int kx = 0; kx < sizes.horizontal().kernel(); kx++) {
          unfold(images, plane, ky, kx, columns, row);
          row += sizes.positions();
        }
      }
    }
  }

  private void unfold(float[] images, int plane, int ky, int kx, FloatBuffer columns, int row) {
    Window vertical = sizes.vertical();
    Window horizontal = sizes.horizontal();
    int outWidth = sizes.outWidth();
    int shift = kx * horizontal.dilation() - horizontal.pad();
    // The outputs from first to last read inside the image; the others read padding.
    int first = Math.min(outWidth, firstInside(shift, horizontal.stride()));
    int last = Math.max(first, lastInside(shift, horizontal.stride()));
    // Where all of them do, there is no place in the image to copy from.
    boolean inside = first < last;
    for (int y = 0; y < sizes.outHeight(); y++) {
      int from = y * vertical.stride() - vertical.pad() + ky * vertical.dilation();
      int to = row + y * outWidth;
      if (!inside || from < 0 || from >= sizes.height()) {
        columns.put(to, zeros, 0, outWidth);
        continue;
      }
      columns.put(to, zeros, 0, first);
      copyRow(images, plane + from * sizes.width() + shift, columns, to, first, last);
      columns.put(to + last, zeros, 0, outWidth - last);
    }
  }

  private static int firstInside(int shift, int stride) {
    return shift >= 0 ? 0 : (-shift + stride - 1) / stride;
  }

  private int lastInside(int shift, int stride) {
    int room = sizes.width() - 1 - shift;
    return room < 0 ? 0 : Math.min(sizes.outWidth(), room / stride + 1);
  }

  private void copyRow(float[] images, int base, FloatBuffer columns, int to, int first, int last) {
    int stride = sizes.horizontal().stride();
    if (stride == 1) {
      columns.put(to + first, images, base + first, last - first);
      return;
    }
    for (int x = first; x < last; x++) {
      columns.put(to + x, images[base + x * stride]);
    }
  }
}
