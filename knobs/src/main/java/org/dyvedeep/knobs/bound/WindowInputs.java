package org.dyvedeep.knobs.bound;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;

/** What a layer's windows read at some positions of one picture. */
final class WindowInputs {
  private final RectifiedLayer layer;
  private final List<Stretch> stretches;
  private final int positions;
  private final PlanarLayout layout;
  private final float[] padded;

  /**
   * Lays an input out with its padding.
   *
   * @param input the layer's, without padding
   * @param stretches the positions
   */
  WindowInputs(RectifiedLayer layer, float[] input, List<Stretch> stretches) {
    Shape in = layer.in();
    this.layer = layer;
    this.stretches = stretches;
    this.positions = stretches.stream().mapToInt(Stretch::width).sum();
    this.layout =
        new PlanarLayout(
            in.dim(1), in.dim(2), in.dim(3), layer.rows().pad(), layer.columns().pad());
    this.padded = new float[layout.imageFloats()];
    int width = layout.width();
    for (int line = 0; line < layout.channels() * layout.height(); line++) {
      int at = layout.offset(line / layout.height(), line % layout.height(), 0);
      System.arraycopy(input, line * width, padded, at, width);
    }
  }

  int positions() {
    return positions;
  }

  /** The inputs of one group's products, by product and position. */
  float[] of(int group) {
    float[] inputs = new float[layer.products() * positions];
    int at = 0;
    for (int feature = 0; feature < layer.features(); feature++) {
      for (int row = 0; row < layer.rows().kernel(); row++) {
        for (int column = 0; column < layer.columns().kernel(); column++) {
          for (Stretch stretch : stretches) {
            copy(stretch, group * layer.features() + feature, row, column, inputs, at);
            at += stretch.width();
          }
        }
      }
    }
    return inputs;
  }

  private void copy(Stretch from, int channel, int row, int column, float[] to, int at) {
    int y = place(layer.rows(), from.row(), row);
    int x = place(layer.columns(), from.column(), column);
    int first = layout.offset(channel, y, x);
    int stride = layer.columns().stride();
    for (int i = 0; i < from.width(); i++) {
      to[at + i] = padded[first + i * stride];
    }
  }

  private static int place(Window window, int position, int tap) {
    return position * window.stride() - window.pad() + tap * window.dilation();
  }
}
