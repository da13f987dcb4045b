package org.dyvedeep.tools.differential;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Random layers with learned blobs. */
final class LearnedCases {
  private LearnedCases() {}

  /** Convolution or Deconvolution over one to three spatial axes. */
  static NetCase convolution(String type, Draw draw) {
    boolean up = type.equals("Deconvolution");
    int group = draw.between(1, 3);
    int spatial = draw.oneIn(4) ? draw.pick(1, 3) : 2;
    int before = draw.oneIn(5) ? 2 : 1;
    int[] dims = new int[before + 1 + spatial];
    Arrays.fill(dims, 0, before, draw.between(1, 2));
    dims[before] = group * draw.between(1, 3);
    int[][] taps = new int[4][spatial];
    for (int i = 0; i < spatial; i++) {
      taps[0][i] = draw.between(1, 4);
      taps[1][i] = draw.between(1, 3);
      taps[2][i] = draw.between(0, Math.min(2, taps[0][i] - 1));
      taps[3][i] = draw.oneIn(3) ? 2 : 1;
      int reach = (taps[0][i] - 1) * taps[3][i] + 1;
      dims[before + 1 + i] = Math.max(up ? 3 : reach, 1) + draw.between(0, 7);
    }
    String fields =
        "convolution_param { num_output: "
            + group * draw.between(1, 3)
            + window(draw, taps, spatial)
            + (group > 1 ? " group: " + group : "")
            + (before > 1 ? " axis: " + draw.axis(before, dims.length) : "")
            + (draw.oneIn(4) ? " bias_term: false" : "")
            + (draw.oneIn(4) ? " force_nd_im2col: true" : "")
            + " }";
    NetText net = new NetText().input("x", dims);
    if (draw.oneIn(5)) {
      return net.input("y", dims).layer(type, "x,y", "a,b", fields).done();
    }
    return net.layer(type, "x", "a", fields).done();
  }

  /** The four settings in one of the spellings that they have. */
  private static String window(Draw draw, int[][] taps, int spatial) {
    if (spatial == 2 && draw.oneIn(3)) {
      String pairs = "";
      String[] names = {"kernel", "stride", "pad"};
      for (int i = 0; i < names.length; i++) {
        pairs += " " + names[i] + "_h: " + taps[i][0] + " " + names[i] + "_w: " + taps[i][1];
      }
      return pairs + repeated("dilation", taps[3]);
    }
    return repeated("kernel_size", taps[0])
        + repeated("stride", taps[1])
        + repeated("pad", taps[2])
        + repeated("dilation", taps[3]);
  }

  private static String repeated(String field, int[] values) {
    return Arrays.stream(values)
        .mapToObj(value -> " " + field + ": " + value)
        .collect(Collectors.joining());
  }

  static NetCase innerProduct(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 4), 6);
    int axis = draw.between(1, dims.length - 1);
    String fields =
        "inner_product_param { num_output: "
            + draw.between(1, 12)
            + " axis: "
            + draw.axis(axis, dims.length)
            + " transpose: "
            + draw.coin()
            + " bias_term: "
            + draw.coin()
            + " }";
    return new NetText().input("x", dims).layer("InnerProduct", "x", "a", fields).done();
  }

  static NetCase embed(Draw draw) {
    String fields =
        "embed_param { input_dim: "
            + draw.between(1, 9)
            + " num_output: "
            + draw.between(1, 6)
            + " bias_term: "
            + draw.coin()
            + " }";
    int[] dims = draw.shape(draw.between(1, 3), 4);
    return new NetText().input("x", dims).layer("Embed", "x", "a", fields).done();
  }

  static NetCase batchNorm(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 5), 6);
    String fields =
        "batch_norm_param { eps: "
            + draw.decimal(0.001, 0.1)
            + draw.pick("", " use_global_stats: true", " use_global_stats: false")
            + " }";
    String top = draw.coin() ? "x" : "a";
    return new NetText().input("x", dims).layer("BatchNorm", "x", top, fields).done();
  }

  static NetCase prelu(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 4), 6);
    String fields = "prelu_param { channel_shared: " + draw.coin() + " }";
    return new NetText().input("x", dims).layer("PReLU", "x", draw.pick("x", "a"), fields).done();
  }

  /** Scale or Bias, with a learned factor or term, or with a second bottom. */
  static NetCase broadcast(String type, Draw draw) {
    String settings = type.equals("Scale") ? "scale_param" : "bias_param";
    int[] dims = draw.shape(draw.between(1, 4), 5);
    int axis = draw.between(0, dims.length - 1);
    int count = draw.between(0, dims.length - axis);
    String bias = type.equals("Scale") && draw.coin() ? " bias_term: true" : "";
    NetText net = new NetText().input("x", dims);
    String place = " axis: " + draw.axis(axis, dims.length);
    if (draw.coin()) {
      int numAxes = count == dims.length - axis && draw.coin() ? -1 : count;
      String fields = settings + " {" + place + " num_axes: " + numAxes + bias + " }";
      return net.layer(type, "x", draw.pick("x", "a"), fields).done();
    }
    int[] factor = Arrays.copyOfRange(dims, axis, axis + count);
    return net.input("y", factor)
        .layer(type, "x,y", "a", settings + " {" + place + bias + " }")
        .done();
  }
}
