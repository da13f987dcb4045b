package org.dyvedeep.tools.differential;

/** Random layers that treat each element by itself. */
final class ElementCases {
  private ElementCases() {}

  private static NetCase over(String type, Draw draw, double bound, String fields) {
    int[] dims = draw.shape(draw.between(1, 5), 5);
    // Caffe's AbsVal alone refuses to work in place.
    String top = draw.coin() && !type.equals("AbsVal") ? "x" : "a";
    return new NetText().input("x", dims).layer(type, "x", top, fields).within(bound);
  }

  /** A layer without settings. */
  static NetCase plain(String type, Draw draw) {
    return over(type, draw, draw.pick(2.0, 30.0), "");
  }

  static NetCase relu(Draw draw) {
    String slope = draw.coin() ? "" : "relu_param { negative_slope: " + draw.decimal(-1, 1) + " }";
    return over("ReLU", draw, 2, slope);
  }

  static NetCase elu(Draw draw) {
    return over("ELU", draw, 3, "elu_param { alpha: " + draw.decimal(0.1, 2) + " }");
  }

  static NetCase exp(Draw draw) {
    return over("Exp", draw, 2, "exp_param { " + curve(draw, "-1", "-1", "2") + " }");
  }

  static NetCase log(Draw draw) {
    // Scale and shift keep the argument above zero.
    String fields =
        draw.pick("", "base: 10 ", "base: 2.5 ")
            + "scale: "
            + draw.decimal(-1, 1)
            + " shift: "
            + draw.decimal(2.5, 5);
    return over("Log", draw, 2, "log_param { " + fields + " }");
  }

  static NetCase power(Draw draw) {
    String power = draw.pick("0", "1", "2", "3", "0.5", "-1", "1.7");
    String fields =
        "power: " + power + " scale: " + draw.decimal(-1, 1) + " shift: " + draw.decimal(2.5, 5);
    return over("Power", draw, 2, "power_param { " + fields + " }");
  }

  static NetCase threshold(Draw draw) {
    return over("Threshold", draw, 2, "threshold_param { threshold: " + draw.decimal(-1, 1) + " }");
  }

  static NetCase dropout(Draw draw) {
    return over("Dropout", draw, 2, "dropout_param { dropout_ratio: 0.3 }");
  }

  private static String curve(Draw draw, String... bases) {
    return "base: "
        + draw.pick(bases)
        + " scale: "
        + draw.decimal(-1.5, 1.5)
        + " shift: "
        + draw.decimal(-1, 1);
  }
}
