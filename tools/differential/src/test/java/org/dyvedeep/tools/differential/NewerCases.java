package org.dyvedeep.tools.differential;

import java.util.Locale;

/** Layers that Caffe has had since 1.0, beside networks of older layers that compute the same. */
final class NewerCases {
  private NewerCases() {}

  private static String power(double scale, double shift) {
    return String.format(Locale.ROOT, "power_param { scale: %.3f shift: %.3f }", scale, shift);
  }

  private static NetCase both(NetText newer, NetText older) {
    return new NetCase(newer.done().prototxt(), older.done().prototxt(), 2);
  }

  /** {@code max - relu((max - min) - relu(x - min))}. */
  static NetCase clip(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    double min = Double.parseDouble(draw.decimal(-2, 0.5));
    double max = min + Double.parseDouble(draw.decimal(0.1, 2));
    String fields = String.format(Locale.ROOT, "clip_param { min: %.3f max: %.3f }", min, max);
    NetText older =
        new NetText()
            .input("x", dims)
            .layer("Power", "x", "t", power(1, -min))
            .layer("ReLU", "t", "t", "")
            .layer("Power", "t", "t", power(-1, max - min))
            .layer("ReLU", "t", "t", "")
            .layer("Power", "t", "a", power(-1, max));
    return both(new NetText().input("x", dims).layer("Clip", "x", "a", fields), older);
  }

  /** {@code x * sigmoid(beta * x)}. */
  static NetCase swish(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    boolean plain = draw.oneIn(4);
    double beta = plain ? 1 : Double.parseDouble(draw.decimal(-2, 2));
    String fields = plain ? "" : String.format(Locale.ROOT, "swish_param { beta: %.3f }", beta);
    NetText older =
        new NetText()
            .input("x", dims)
            .layer("Power", "x", "t", power(beta, 0))
            .layer("Sigmoid", "t", "t", "")
            .layer("Eltwise", "x,t", "a", "eltwise_param { operation: PROD }");
    return both(new NetText().input("x", dims).layer("Swish", "x", "a", fields), older);
  }
}
