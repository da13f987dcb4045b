package org.dyvedeep.tools.reproduce;

import java.util.List;
import java.util.Locale;

/** Horizontal bars as inline SVG; colours are the page's, by class. */
final class BarChart {
  private static final int WIDTH = 720;
  private static final int NAMES = 170;
  private static final int VALUES = 90;
  private static final int LINE = 24;
  private static final int BAR = 16;

  private BarChart() {}

  /**
   * A part of a bar.
   *
   * @param style the class that colours it
   * @param name what it is
   * @param value its length
   */
  record Part(String style, String name, double value) {}

  /**
   * One bar.
   *
   * @param name what stands left of it
   * @param parts from left to right
   * @param value what stands right of it
   */
  record Bar(String name, List<Part> parts, String value) {
    double length() {
      return parts.stream().mapToDouble(Part::value).sum();
    }
  }

  /** Draws bars; the longest one is as long as there is room. */
  static void draw(Page page, String title, List<Bar> bars) {
    double longest = bars.stream().mapToDouble(Bar::length).max().orElse(1);
    double scale = (WIDTH - NAMES - VALUES) / Math.max(longest, Double.MIN_NORMAL);
    int height = LINE * bars.size();
    page.openChart(title, WIDTH, height);
    int y = 0;
    for (Bar bar : bars) {
      draw(page, bar, y, scale);
      y += LINE;
    }
    page.close().close();
  }

  private static void draw(Page page, Bar bar, int top, double scale) {
    String base = Integer.toString(top + BAR);
    page.element(
        "text", bar.name(), "x", Integer.toString(NAMES - 8), "y", base, "text-anchor", "end");
    double x = NAMES;
    for (Part part : bar.parts()) {
      double width = part.value() * scale;
      page.open(
          "rect",
          "class",
          part.style(),
          "x",
          number(x),
          "y",
          Integer.toString(top + 3),
          "width",
          number(width),
          "height",
          Integer.toString(BAR));
      page.element("title", bar.name() + ", " + part.name()).close();
      x += width;
    }
    page.element("text", bar.value(), "x", number(x + 6), "y", base);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
