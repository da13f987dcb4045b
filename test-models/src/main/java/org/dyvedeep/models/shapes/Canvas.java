package org.dyvedeep.models.shapes;

/** A small RGB picture in doubles (0 to 255) on which masks are painted over each other. */
final class Canvas {
  /** How much of a pixel an object covers, from the pixel's centre. */
  interface Mask {
    /**
     * Coverage of the pixel with centre (x, y), in pixels from the top left corner.
     *
     * @return 0 (not covered) to 1
     */
    double coverage(double x, double y);
  }

  private final int size;
  private final double[] values;

  Canvas(int size) {
    this.size = size;
    this.values = new double[3 * size * size];
  }

  /** Fills the picture with a straight transition between two RGB colours. */
  void gradient(double[] from, double[] to, double angle) {
    double dx = StrictMath.cos(angle) / size;
    double dy = StrictMath.sin(angle) / size;
    double middle = size / 2.0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double t = clamp(0.5 + (x + 0.5 - middle) * dx + (y + 0.5 - middle) * dy, 0, 1);
        for (int c = 0; c < 3; c++) {
          values[(c * size + y) * size + x] = from[c] + (to[c] - from[c]) * t;
        }
      }
    }
  }

  /** Blends an RGB colour over what is there, in proportion to the mask. */
  void paint(Mask mask, double[] colour) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double alpha = mask.coverage(x + 0.5, y + 0.5);
        if (alpha > 0) {
          for (int c = 0; c < 3; c++) {
            int i = (c * size + y) * size + x;
            values[i] += (colour[c] - values[i]) * alpha;
          }
        }
      }
    }
  }

  /** Adds noise from the generator and writes planes R, G, B of rounded bytes. */
  void develop(NoiseSource noise, byte[] pixels) {
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) (int) clamp(StrictMath.floor(values[i] + noise.next() + 0.5), 0, 255);
    }
  }

  /** Supplies one noise value after another. */
  interface NoiseSource {
    double next();
  }

  static double clamp(double value, double low, double high) {
    return StrictMath.max(low, StrictMath.min(high, value));
  }
}
