package org.dyvedeep.tools.reproduce;

import java.util.List;
import java.util.Locale;

/** Reduction against loss as inline SVG: one point a variant, with the interval of its loss. */
final class LossChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 320;
  private static final int LEFT = 60;
  private static final int RIGHT = 110;
  private static final int BOTTOM = 45;
  private static final int TOP = 15;
  private static final int TICKS = 5;
  private static final double MOST_LOSS = 10;

  private final Page page;
  private final double leastLoss;
  private final double mostLoss;
  private final double leastGain;
  private final double mostGain;

  private LossChart(Page page, List<Views.Variant> points) {
    this.page = page;
    leastLoss = Math.min(0, points.stream().mapToDouble(p -> p.loss().points()).min().orElse(0));
    mostLoss =
        Math.max(
            leastLoss + 1, points.stream().mapToDouble(p -> p.loss().points()).max().orElse(1));
    leastGain = 1;
    mostGain =
        Math.max(2, 1.05 * points.stream().mapToDouble(Views.Variant::reduction).max().orElse(2));
  }

  /**
   * Draws points from cautious to bold, joined by a line. Those that lose more than ten points
   * would hide the others, and are not drawn.
   */
  static void draw(Page page, String title, List<Views.Variant> all) {
    List<Views.Variant> points = all.stream().filter(p -> p.loss().points() <= MOST_LOSS).toList();
    page.openChart(title, WIDTH, HEIGHT);
    LossChart chart = new LossChart(page, points);
    chart.axes();
    chart.line(points);
    points.forEach(chart::point);
    page.close().close();
  }

  private double x(double loss) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (loss - leastLoss) / (mostLoss - leastLoss);
  }

  private double y(double gain) {
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (gain - leastGain) / (mostGain - leastGain);
  }

  private void axes() {
    for (int i = 0; i <= TICKS; i++) {
      double loss = leastLoss + i * (mostLoss - leastLoss) / TICKS;
      text(format("%.1f", loss), x(loss), HEIGHT - BOTTOM + 18, "middle");
      double gain = leastGain + i * (mostGain - leastGain) / TICKS;
      text(format("%.1f x", gain), LEFT - 8, y(gain) + 4, "end");
      stroke("grid", LEFT, y(gain), WIDTH - RIGHT, y(gain));
    }
    text("loss of top-1 accuracy, points", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle");
  }

  private void line(List<Views.Variant> points) {
    for (int i = 1; i < points.size(); i++) {
      Views.Variant from = points.get(i - 1);
      Views.Variant to = points.get(i);
      stroke(
          "curve",
          x(from.loss().points()),
          y(from.reduction()),
          x(to.loss().points()),
          y(to.reduction()));
    }
  }

  private void point(Views.Variant point) {
    double x = x(point.loss().points());
    double y = y(point.reduction());
    page.open("circle", "class", "point", "cx", format(x), "cy", format(y), "r", "5");
    page.element(
            "title",
            format("%s: %.2f x", point.name(), point.reduction())
                + format(
                    ", loss %+.2f points (%+.2f to %+.2f)",
                    point.loss().points(), point.loss().low95(), point.loss().high95()))
        .close();
    text(point.name(), x + 9, y + 4, "start");
  }

  private void text(String words, double x, double y, String anchor) {
    page.element("text", words, "x", format(x), "y", format(y), "text-anchor", anchor);
  }

  private void stroke(String style, double x1, double y1, double x2, double y2) {
    page.empty(
        "line",
        "class",
        style,
        "x1",
        format(x1),
        "y1",
        format(y1),
        "x2",
        format(x2),
        "y2",
        format(y2));
  }

  private static String format(double value) {
    return format("%.2f", value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
