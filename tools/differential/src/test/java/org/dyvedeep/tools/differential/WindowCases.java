package org.dyvedeep.tools.differential;

/** Random layers that pool or normalise. */
final class WindowCases {
  private WindowCases() {}

  private static NetText image(Draw draw, int height, int width) {
    return new NetText().input("x", draw.between(1, 3), draw.between(1, 5), height, width);
  }

  static NetCase pooling(Draw draw) {
    boolean max = draw.coin();
    int height = draw.between(1, 13);
    int width = draw.between(1, 13);
    String fields = "pool: " + (max ? "MAX" : "AVE");
    if (draw.oneIn(5)) {
      fields += " global_pooling: true";
    } else if (draw.coin()) {
      int kernel = draw.between(1, Math.min(height, width) + 1);
      fields += one("kernel_size", kernel) + one("stride", draw.between(1, 4));
      fields += one("pad", padding(draw, kernel, Math.min(height, width)));
    } else {
      int tall = draw.between(1, height);
      int wide = draw.between(1, width);
      fields += one("kernel_h", tall) + one("kernel_w", wide);
      fields += one("stride_h", draw.between(1, 4)) + one("stride_w", draw.between(1, 4));
      fields += one("pad_h", draw.between(0, tall - 1)) + one("pad_w", draw.between(0, wide - 1));
    }
    String tops = max && draw.oneIn(3) ? "a,mask" : "a";
    return image(draw, height, width)
        .layer("Pooling", "x", tops, "pooling_param { " + fields + " }")
        .done();
  }

  /** Smaller than the kernel, and large enough for the kernel to fit. */
  private static int padding(Draw draw, int kernel, int size) {
    int least = Math.max(0, (kernel - size + 1) / 2);
    return draw.between(least, Math.max(least, kernel - 1));
  }

  private static String one(String field, int value) {
    return " " + field + ": " + value;
  }

  static NetCase spp(Draw draw) {
    int levels = draw.between(1, 3);
    int least = 1 << (levels - 1);
    String fields = "spp_param { pyramid_height: " + levels + draw.pick("", " pool: AVE") + " }";
    return image(draw, least * 2 + draw.between(0, 9), least * 2 + draw.between(0, 9))
        .layer("SPP", "x", "a", fields)
        .done();
  }

  static NetCase lrn(Draw draw) {
    String fields =
        "local_size: "
            + (1 + 2 * draw.between(0, 3))
            + " alpha: "
            + draw.decimal(0.001, 2)
            + " beta: "
            + draw.decimal(0.1, 1.2);
    fields +=
        draw.coin() ? " k: " + draw.decimal(1, 3) : draw.pick(" norm_region: WITHIN_CHANNEL", "");
    return image(draw, draw.between(1, 9), draw.between(1, 9))
        .layer("LRN", "x", "a", "lrn_param { " + fields + " }")
        .done();
  }

  static NetCase mvn(Draw draw) {
    String fields =
        "mvn_param { normalize_variance: "
            + draw.coin()
            + " across_channels: "
            + draw.coin()
            + draw.pick("", " eps: 0.01")
            + " }";
    return image(draw, draw.between(3, 9), draw.between(3, 9))
        .layer("MVN", "x", "a", fields)
        .done();
  }

  static NetCase softmax(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 6);
    int axis = draw.axis(draw.between(0, dims.length - 1), dims.length);
    return new NetText()
        .input("x", dims)
        .layer("Softmax", "x", draw.pick("x", "a"), "softmax_param { axis: " + axis + " }")
        .within(draw.pick(2.0, 40.0));
  }
}
