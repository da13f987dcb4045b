package org.dyvedeep.models.shapes;

import java.util.Locale;

/**
 * The ten classes, in label order, each described by a signed distance in local coordinates where
 * the object fits into a circle of radius about 1 round the origin.
 *
 * <p>A distance is negative inside. {@code detail} in [0, 1) varies the proportions that do not
 * change the class (width of a ring, period of a texture). Only IEEE operations and {@link
 * StrictMath} are used: results are the same on every JDK.
 */
enum ShapeClass {
  DISC(false) {
    @Override
    double distance(double u, double v, double detail) {
      return length(u, v) - 0.92;
    }
  },
  RING(false) {
    @Override
    double distance(double u, double v, double detail) {
      return StrictMath.abs(length(u, v) - 0.76) - between(0.15, 0.23, detail);
    }
  },
  SQUARE(false) {
    @Override
    double distance(double u, double v, double detail) {
      return box(u, v, 0.8, 0.8);
    }
  },
  TRIANGLE(false) {
    @Override
    double distance(double u, double v, double detail) {
      double slanted = 0.5 * v + HALF_SQRT3 * StrictMath.abs(u);
      return StrictMath.max(-v, slanted) - 0.55;
    }
  },
  CROSS(false) {
    @Override
    double distance(double u, double v, double detail) {
      double arm = between(0.2, 0.32, detail);
      return StrictMath.min(box(u, v, 1, arm), box(u, v, arm, 1));
    }
  },
  STAR(false) {
    @Override
    double distance(double u, double v, double detail) {
      return star(u, v, between(0.38, 0.48, detail));
    }
  },
  STRIPES(true) {
    @Override
    double distance(double u, double v, double detail) {
      return stripe(u, between(0.5, 0.75, detail));
    }
  },
  CHECKER(true) {
    @Override
    double distance(double u, double v, double detail) {
      double period = between(0.75, 1.0, detail);
      double across = stripe(u, period);
      double along = stripe(v, period);
      double nearer = StrictMath.min(StrictMath.abs(across), StrictMath.abs(along));
      return across * along > 0 ? -nearer : nearer;
    }
  },
  SPIRAL(true) {
    @Override
    double distance(double u, double v, double detail) {
      double pitch = between(0.5, 0.65, detail);
      double turns = StrictMath.atan2(v, u) / (2 * StrictMath.PI);
      return stripe(length(u, v) - turns * pitch, pitch);
    }
  },
  DOTS(true) {
    @Override
    double distance(double u, double v, double detail) {
      double period = between(0.55, 0.75, detail);
      return length(fold(u, period), fold(v, period)) - 0.3 * period;
    }
  };

  private static final double HALF_SQRT3 = StrictMath.sqrt(3) / 2;

  private final boolean texture;

  ShapeClass(boolean texture) {
    this.texture = texture;
  }

  /** Signed distance from (u, v) to the edge, in local units; negative inside. */
  abstract double distance(double u, double v, double detail);

  /** Whether the class is an endless pattern, to be seen through a window, rather than a shape. */
  boolean isTexture() {
    return texture;
  }

  /** The class name as printed, in lower case. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static double between(double low, double high, double position) {
    return low + (high - low) * position;
  }

  private static double length(double u, double v) {
    return StrictMath.sqrt(u * u + v * v);
  }

  static double box(double u, double v, double halfWidth, double halfHeight) {
    return StrictMath.max(StrictMath.abs(u) - halfWidth, StrictMath.abs(v) - halfHeight);
  }

  /** Offset from the nearest multiple of the period, in [-period / 2, period / 2]. */
  private static double fold(double x, double period) {
    return x - period * StrictMath.rint(x / period);
  }

  /** Distance to bars half a period wide, centred on multiples of the period. */
  private static double stripe(double x, double period) {
    return StrictMath.abs(fold(x, period)) - period / 4;
  }

  /** A five-pointed star with its tips at radius 1 and its notches at the given radius. */
  private static double star(double u, double v, double notch) {
    double sector = 2 * StrictMath.PI / 5;
    double angle = StrictMath.abs(fold(StrictMath.atan2(v, u), sector));
    double radius = length(u, v);
    double x = radius * StrictMath.cos(angle);
    double y = radius * StrictMath.sin(angle);
    double edgeX = notch * StrictMath.cos(sector / 2) - 1;
    double edgeY = notch * StrictMath.sin(sector / 2);
    return ((x - 1) * edgeY - y * edgeX) / length(edgeX, edgeY);
  }
}
