package org.dyvedeep.models.shapes;

import org.dyvedeep.models.random.SplitMix64;

/**
 * Paints one picture: background, clutter, the object, an occluder, noise. Every choice is drawn
 * from one stream in a fixed order, so a stream's key fixes the picture.
 */
final class PicturePainter {
  private static final int SIZE = Shapes10.SIZE;
  private static final double TURN = 2 * StrictMath.PI;
  private static final double LEAST_CONTRAST = 110;

  private final SplitMix64 random;
  private final Canvas canvas = new Canvas(SIZE);

  PicturePainter(long key) {
    this.random = new SplitMix64(key);
  }

  void paint(ShapeClass shape, byte[] pixels) {
    double[] background = colour();
    double[] second = shifted(background, 45);
    canvas.gradient(background, second, random.uniform(0, TURN));
    double[] middle = mixed(background, second);
    clutter();
    object(shape, middle);
    if (random.chance(0.4)) {
      occluder();
    }
    // The sum of three uniforms is close enough to a normal value and exactly reproducible.
    double sigma = random.uniform(2, 12);
    canvas.develop(
        () -> sigma * 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5),
        pixels);
  }

  private void clutter() {
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      Pose pose =
          new Pose(random.uniform(0, SIZE), random.uniform(0, SIZE), 1, random.uniform(0, TURN), 1);
      double halfWidth = random.uniform(0.8, 2.2);
      double halfLength = random.uniform(1, 4);
      canvas.paint(
          (x, y) -> pose.soften(ShapeClass.box(pose.u(x, y), pose.v(x, y), halfLength, halfWidth)),
          colour());
    }
  }

  private void object(ShapeClass shape, double[] background) {
    double radius = random.uniform(8, 12.5);
    double play = SIZE / 2.0 - radius;
    Pose pose =
        new Pose(
            SIZE / 2.0 + random.uniform(-play, play),
            SIZE / 2.0 + random.uniform(-play, play),
            radius,
            random.uniform(0, TURN),
            random.uniform(0.8, 1));
    double detail = random.nextDouble();
    double[] ink = contrasting(background);
    if (!shape.isTexture()) {
      canvas.paint((x, y) -> pose.soften(shape.distance(pose.u(x, y), pose.v(x, y), detail)), ink);
      return;
    }
    boolean round = random.chance(0.5);
    if (random.chance(0.5)) {
      canvas.paint((x, y) -> pose.soften(window(pose, x, y, round)), contrasting(ink));
    }
    double phase = shape == ShapeClass.SPIRAL ? 0 : random.uniform(-0.5, 0.5);
    canvas.paint(
        (x, y) -> {
          double pattern = shape.distance(pose.u(x, y) + phase, pose.v(x, y) + phase, detail);
          return pose.soften(pattern) * pose.soften(window(pose, x, y, round));
        },
        ink);
  }

  private static double window(Pose pose, double x, double y, boolean round) {
    double u = pose.u(x, y);
    double v = pose.v(x, y);
    return round ? ShapeClass.DISC.distance(u, v, 0) : ShapeClass.SQUARE.distance(u, v, 0);
  }

  /** A straight bar right across the picture, at some distance from the middle. */
  private void occluder() {
    Pose pose =
        new Pose(
            SIZE / 2.0 + random.uniform(-8, 8),
            SIZE / 2.0 + random.uniform(-8, 8),
            1,
            random.uniform(0, TURN),
            1);
    double halfWidth = random.uniform(0.8, 2);
    canvas.paint((x, y) -> pose.soften(StrictMath.abs(pose.v(x, y)) - halfWidth), colour());
  }

  private double[] colour() {
    return new double[] {random.uniform(15, 240), random.uniform(15, 240), random.uniform(15, 240)};
  }

  private double[] shifted(double[] colour, double most) {
    double[] result = new double[3];
    for (int c = 0; c < 3; c++) {
      result[c] = Canvas.clamp(colour[c] + random.uniform(-most, most), 0, 255);
    }
    return result;
  }

  private static double[] mixed(double[] a, double[] b) {
    return new double[] {(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2};
  }

  /** Draws colours until one is far enough from the given one (Euclidean, in RGB). */
  private double[] contrasting(double[] other) {
    while (true) {
      double[] candidate = colour();
      double sum = 0;
      for (int c = 0; c < 3; c++) {
        double difference = candidate[c] - other[c];
        sum += difference * difference;
      }
      if (sum >= LEAST_CONTRAST * LEAST_CONTRAST) {
        return candidate;
      }
    }
  }
}
