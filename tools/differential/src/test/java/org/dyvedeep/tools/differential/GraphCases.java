package org.dyvedeep.tools.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Random whole networks: chains of convolutions, activations in place and pooling; branches that
 * meet in a concatenation or an element-wise sum; slices; layers that only training has.
 */
final class GraphCases {
  private static final int MOST_CHANNELS = 24;

  private final Draw draw;
  private final Generation generation;
  private final StringBuilder text = new StringBuilder();
  private int layers;
  private int blobs;

  /** A blob with its extents: all have the network's batch size. */
  private record Blob(String name, int channels, int height, int width) {
    Blob as(String other) {
      return new Blob(other, channels, height, width);
    }
  }

  private GraphCases(Draw draw, Generation generation) {
    this.draw = draw;
    this.generation = generation;
  }

  /** A network in a generation's spelling. */
  static NetCase of(Generation generation, Draw draw) {
    return new GraphCases(draw, generation).net();
  }

  private NetCase net() {
    int size = draw.between(12, 28);
    Blob blob = new Blob("data", draw.between(1, 4), size, size);
    text.append("name: \"random\"\n");
    text.append(
        generation.input("data", draw.between(1, 2), blob.channels(), size, size, draw.coin()));
    blob = convolution(blob);
    for (int i = draw.between(3, 7); i > 0; i--) {
      blob = block(blob);
    }
    end(blob);
    return new NetCase(text.toString(), 2);
  }

  private Blob block(Blob from) {
    return switch (draw.between(0, 6)) {
      case 0 -> activation(convolution(from));
      case 1 -> from.height() > 3 ? pooling(from) : activation(from);
      case 2 -> generation.knows("Slice") && from.channels() > 1 ? sliced(from) : merged(from);
      case 3 -> generation.knows("Eltwise") ? residual(from) : merged(from);
      case 4 -> normalisation(from);
      case 5 -> activation(from);
      default -> merged(from);
    };
  }

  private String fresh() {
    return "b" + blobs++;
  }

  private void add(String type, List<String> from, List<String> to, Map<String, String> fields) {
    add(type, from, to, fields, "");
  }

  private void add(
      String type, List<String> from, List<String> to, Map<String, String> fields, String rules) {
    StringBuilder names = new StringBuilder();
    from.forEach(blob -> names.append("bottom: \"").append(blob).append("\" "));
    to.forEach(blob -> names.append("top: \"").append(blob).append("\" "));
    String settings =
        switch (type) {
          case "InnerProduct" -> "inner_product_param";
          case "BatchNorm" -> "batch_norm_param";
          default -> type.toLowerCase(java.util.Locale.ROOT) + "_param";
        };
    text.append(generation.layer("l" + layers++, type, names.toString(), settings, fields, rules));
  }

  private static Map<String, String> fields(Object... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return fields;
  }

  private Blob convolution(Blob from) {
    return convolution(from, draw.between(2, MOST_CHANNELS / 2) * 2);
  }

  /** Keeps height and width. */
  private Blob convolution(Blob from, int channels) {
    int kernel = draw.pick(1, 3, 5);
    int group = from.channels() % 2 == 0 && channels % 2 == 0 && draw.oneIn(3) ? 2 : 1;
    Map<String, String> fields = fields("num_output", channels, "kernel_size", kernel);
    fields.putAll(fields("pad", kernel / 2, "group", group, "bias_term", draw.coin()));
    Blob to = new Blob(fresh(), channels, from.height(), from.width());
    add("Convolution", List.of(from.name()), List.of(to.name()), fields);
    return to;
  }

  private Blob pooling(Blob from) {
    boolean valid = draw.coin();
    int kernel = draw.pick(2, 3);
    Map<String, String> fields = fields("pool", draw.pick("MAX", "AVE"), "kernel_size", kernel);
    fields.putAll(fields("stride", 2, "pad", valid ? 0 : 1));
    int pad = valid ? 0 : 1;
    int size = (int) Math.ceil((from.height() + 2 * pad - kernel) / 2.0) + 1;
    if ((size - 1) * 2 >= from.height() + pad) {
      size--;
    }
    Blob to = new Blob(fresh(), from.channels(), size, size);
    add("Pooling", List.of(from.name()), List.of(to.name()), fields);
    return to;
  }

  private Blob activation(Blob from) {
    List<String> types =
        List.of("ReLU", "ReLU", "Dropout", "TanH", "Sigmoid", "Power", "ELU", "PReLU");
    String type = draw.pick(types.stream().filter(generation::knows).toList());
    Map<String, String> fields =
        switch (type) {
          case "ReLU" ->
              draw.coin() || generation == Generation.V0
                  ? fields()
                  : fields("negative_slope", "0.1");
          case "Power" -> fields("scale", "0.5", "shift", "0.1");
          default -> fields();
        };
    onlyInTraining(from.name());
    String to = draw.oneIn(3) ? fresh() : from.name();
    add(type, List.of(from.name()), List.of(to), fields);
    return from.as(to);
  }

  /** A layer in place that would change everything, were it not left out by its rule. */
  private void onlyInTraining(String blob) {
    if (generation != Generation.V0 && draw.oneIn(3)) {
      String rule =
          draw.pick(
              "include { phase: TRAIN }",
              "exclude { phase: TEST }",
              "include { stage: \"other\" }",
              "include { min_level: 1 }",
              "exclude { not_stage: \"other\" }");
      add("Power", List.of(blob), List.of(blob), fields("scale", "-3"), rule);
    }
  }

  private Blob normalisation(Blob from) {
    if (generation == Generation.V2 && draw.coin()) {
      List<String> place = List.of(from.name());
      add("BatchNorm", place, place, fields("eps", "0.01"));
      add("Scale", place, place, fields("bias_term", "true"));
      return from;
    }
    Blob to = from.as(fresh());
    Map<String, String> fields = fields("local_size", draw.pick(3, 5), "alpha", "0.05");
    fields.put("beta", "0.75");
    add("LRN", List.of(from.name()), List.of(to.name()), fields);
    return to;
  }

  /** Branches of several lengths, side by side. */
  private Blob merged(Blob from) {
    List<String> ends = new ArrayList<>();
    int channels = 0;
    for (int i = draw.between(2, 3); i > 0; i--) {
      Blob branch = convolution(from, draw.between(1, MOST_CHANNELS / 6) * 2);
      branch = draw.coin() ? activation(branch) : convolution(branch, branch.channels());
      ends.add(branch.name());
      channels += branch.channels();
    }
    String to = fresh();
    add("Concat", ends, List.of(to), fields());
    return new Blob(to, channels, from.height(), from.width());
  }

  private Blob residual(Blob from) {
    Blob branch = convolution(activation(convolution(from)), from.channels());
    String to = fresh();
    String operation = draw.pick("SUM", "PROD", "MAX");
    if (operation.equals("PROD")) {
      // A gate: unbounded products grow until a later sigmoid magnifies what is mere rounding.
      add("Sigmoid", List.of(branch.name()), List.of(branch.name()), fields());
    }
    add(
        "Eltwise",
        List.of(from.name(), branch.name()),
        List.of(to),
        fields("operation", operation));
    return from.as(to);
  }

  private Blob sliced(Blob from) {
    int point = draw.between(1, from.channels() - 1);
    String left = fresh();
    String right = fresh();
    Map<String, String> at = fields("slice_point", point);
    add("Slice", List.of(from.name()), List.of(left, right), at);
    Blob one = convolution(new Blob(left, point, from.height(), from.width()));
    Blob two = new Blob(right, from.channels() - point, from.height(), from.width());
    two = activation(two);
    String to = fresh();
    add("Concat", List.of(two.name(), one.name()), List.of(to), fields());
    return new Blob(to, one.channels() + two.channels(), from.height(), from.width());
  }

  private void end(Blob from) {
    String scores = fresh();
    Map<String, String> fields = fields("num_output", draw.between(2, 12));
    add("InnerProduct", List.of(from.name()), List.of(scores), fields);
    add("Softmax", List.of(scores), List.of(fresh()), fields());
  }
}
