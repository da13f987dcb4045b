package org.dyvedeep.tools.differential;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random layers that move, join or choose elements. */
final class ShapeCases {
  private ShapeCases() {}

  private static String names(String stem, int count) {
    return IntStream.range(0, count).mapToObj(i -> stem + i).collect(Collectors.joining(","));
  }

  static NetCase concat(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    int axis = draw.between(0, dims.length - 1);
    int count = draw.between(1, 4);
    NetText net = new NetText();
    for (int i = 0; i < count; i++) {
      int[] one = dims.clone();
      one[axis] = draw.between(1, 5);
      net.input("x" + i, one);
    }
    String place = draw.coin() ? "axis: " + draw.axis(axis, dims.length) : "concat_dim: " + axis;
    return net.layer("Concat", names("x", count), "a", "concat_param { " + place + " }").done();
  }

  static NetCase slice(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    int axis = draw.between(0, dims.length - 1);
    int tops = draw.between(1, 4);
    String fields = draw.coin() ? "axis: " + draw.axis(axis, dims.length) : "slice_dim: " + axis;
    if (draw.coin()) {
      dims[axis] = tops * draw.between(1, 3);
    } else {
      dims[axis] = tops + draw.between(0, 5);
      TreeSet<Integer> points = new TreeSet<>();
      while (points.size() < tops - 1) {
        points.add(draw.between(1, dims[axis] - 1));
      }
      for (int point : points) {
        fields += " slice_point: " + point;
      }
    }
    return new NetText()
        .input("x", dims)
        .layer("Slice", "x", names("a", tops), "slice_param { " + fields + " }")
        .done();
  }

  static NetCase split(Draw draw) {
    return new NetText()
        .input("x", draw.shape(draw.between(1, 4), 5))
        .layer("Split", "x", names("a", draw.between(1, 3)), "")
        .done();
  }

  static NetCase eltwise(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    int count = draw.between(2, 4);
    NetText net = new NetText();
    for (int i = 0; i < count; i++) {
      net.input("x" + i, dims);
    }
    String operation = draw.pick("PROD", "SUM", "MAX");
    String fields = "operation: " + operation;
    if (operation.equals("SUM") && draw.coin()) {
      for (int i = 0; i < count; i++) {
        fields += " coeff: " + draw.decimal(-2, 2);
      }
    }
    return net.layer("Eltwise", names("x", count), "a", "eltwise_param { " + fields + " }").done();
  }

  static NetCase flatten(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 5), 4);
    int from = draw.between(0, dims.length - 1);
    int to = draw.between(from, dims.length - 1);
    String fields =
        "axis: " + draw.axis(from, dims.length) + " end_axis: " + draw.axis(to, dims.length);
    return new NetText()
        .input("x", dims)
        .layer("Flatten", "x", "a", "flatten_param { " + fields + " }")
        .done();
  }

  static NetCase reshape(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 4), 4);
    int from = draw.between(0, dims.length - 1);
    int to = draw.between(from, dims.length);
    // The replaced axes become: their product, kept axes, or an inferred extent.
    int product = Arrays.stream(dims, from, to).reduce(1, (a, b) -> a * b);
    String shape =
        draw.pick(
            "dim: " + product + " dim: 1",
            "dim: 1 dim: -1",
            to > from ? "dim: 0 dim: -1" : "dim: 1");
    String fields = NetText.shape().replace("shape {", "shape { " + shape) + " axis: " + from;
    fields += to == dims.length && draw.coin() ? "" : " num_axes: " + (to - from);
    return new NetText()
        .input("x", dims)
        .layer("Reshape", "x", "a", "reshape_param { " + fields + " }")
        .done();
  }

  static NetCase crop(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 4), 6);
    int axis = draw.between(0, dims.length - 1);
    int[] like = draw.shape(dims.length, 6);
    int[] room = new int[dims.length];
    for (int i = axis; i < dims.length; i++) {
      like[i] = draw.between(1, dims[i]);
      room[i] = dims[i] - like[i];
    }
    String fields = "axis: " + draw.axis(axis, dims.length);
    if (draw.coin()) {
      int least = Arrays.stream(room, axis, dims.length).min().orElse(0);
      fields += " offset: " + draw.between(0, least);
    } else {
      for (int i = axis; i < dims.length; i++) {
        fields += " offset: " + draw.between(0, room[i]);
      }
    }
    return new NetText()
        .input("x", dims)
        .input("y", like)
        .layer("Crop", "x,y", "a", "crop_param { " + fields + " }")
        .done();
  }

  static NetCase tile(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 4);
    String fields =
        "axis: "
            + draw.axis(draw.between(0, dims.length - 1), dims.length)
            + " tiles: "
            + draw.between(1, 4);
    return new NetText()
        .input("x", dims)
        .layer("Tile", "x", "a", "tile_param { " + fields + " }")
        .done();
  }

  static NetCase reduction(Draw draw) {
    int[] dims = draw.shape(draw.between(1, 4), 5);
    String fields =
        "operation: "
            + draw.pick("SUM", "ASUM", "SUMSQ", "MEAN")
            + " axis: "
            + draw.axis(draw.between(0, dims.length - 1), dims.length)
            + draw.pick("", " coeff: 0.37");
    return new NetText()
        .input("x", dims)
        .layer("Reduction", "x", "a", "reduction_param { " + fields + " }")
        .done();
  }

  static NetCase argMax(Draw draw) {
    int[] dims = draw.shape(draw.between(2, 4), 5);
    String fields = "out_max_val: " + draw.coin();
    int choices;
    if (draw.coin()) {
      int axis = draw.between(0, dims.length - 1);
      choices = dims[axis];
      fields += " axis: " + draw.axis(axis, dims.length);
    } else {
      choices = Arrays.stream(dims).skip(1).reduce(1, (a, b) -> a * b);
    }
    fields += " top_k: " + draw.between(1, choices);
    return new NetText()
        .input("x", dims)
        .layer("ArgMax", "x", "a", "argmax_param { " + fields + " }")
        .done();
  }

  static NetCase silence(Draw draw) {
    return new NetText()
        .input("x", draw.shape(2, 5))
        .layer("ReLU", "x", "a", "")
        .layer("AbsVal", "x", "b", "")
        .layer("Silence", "a", "", "")
        .done();
  }
}
