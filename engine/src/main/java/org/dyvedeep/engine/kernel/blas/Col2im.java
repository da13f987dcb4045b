package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.dyvedeep.engine.op.Window;

/**
 * Folds a column matrix back into an image, adding up the elements that fall on one place: the
 * transpose of {@link Im2col}.
 */
final class Col2im {
  private final ConvolutionSizes sizes;

  Col2im(ConvolutionSizes sizes) {
    this.sizes = sizes;
  }

  void run(FloatBuffer columns, FloatBuffer image) {
    for (int i = 0; i < sizes.imageFloats(); i++) {
      image.put(i, 0f);
    }
    int row = 0;
    for (int c = 0; c < sizes.channels(); c++) {
      int plane = c * sizes.height() * sizes.width();
      for (int ky = 0; ky < sizes.vertical().kernel(); ky++) {
        for (int kx = 0; kx < sizes.horizontal().kernel(); kx++) {
          fold(columns, row, ky, kx, image, plane);
          row += sizes.positions();
        }
      }
    }
  }

  private void fold(FloatBuffer columns, int row, int ky, int kx, FloatBuffer image, int plane) {
    Window vertical = sizes.vertical();
    Window horizontal = sizes.horizontal();
    int shift = kx * horizontal.dilation() - horizontal.pad();
    for (int y = 0; y < sizes.outHeight(); y++) {
      int to = y * vertical.stride() - vertical.pad() + ky * vertical.dilation();
      if (to < 0 || to >= sizes.height()) {
        continue;
      }
      int line = plane + to * sizes.width();
      for (int x = 0; x < sizes.outWidth(); x++) {
        int column = x * horizontal.stride() + shift;
        if (column >= 0 && column < sizes.width()) {
          int at = line + column;
          image.put(at, image.get(at) + columns.get(row + y * sizes.outWidth() + x));
        }
      }
    }
  }
}
