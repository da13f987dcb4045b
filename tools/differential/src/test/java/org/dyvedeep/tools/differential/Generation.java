package org.dyvedeep.tools.differential;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a layer is spelt in each of the three generations of Caffe's format. */
enum Generation {
  V0,
  V1,
  V2;

  private static final Map<String, String> V1_TYPES =
      Map.of(
          "Convolution", "CONVOLUTION",
          "InnerProduct", "INNER_PRODUCT",
          "ReLU", "RELU",
          "Pooling", "POOLING",
          "LRN", "LRN",
          "Concat", "CONCAT",
          "Dropout", "DROPOUT",
          "Softmax", "SOFTMAX",
          "TanH", "TANH",
          "Sigmoid", "SIGMOID");

  private static final Map<String, String> V1_MORE =
      Map.of(
          "Eltwise", "ELTWISE",
          "Slice", "SLICE",
          "Power", "POWER",
          "AbsVal", "ABSVAL",
          "Flatten", "FLATTEN",
          "SoftmaxWithLoss", "SOFTMAX_LOSS");

  private static final Map<String, String> V0_TYPES =
      Map.of(
          "Convolution", "conv",
          "InnerProduct", "innerproduct",
          "ReLU", "relu",
          "Pooling", "pool",
          "LRN", "lrn",
          "Concat", "concat",
          "Dropout", "dropout",
          "Softmax", "softmax",
          "TanH", "tanh",
          "Sigmoid", "sigmoid");

  private static final Map<String, String> V0_FIELDS =
      Map.of("kernel_size", "kernelsize", "bias_term", "biasterm");

  /** Whether the generation has a layer of this type. */
  boolean knows(String type) {
    return switch (this) {
      case V0 -> V0_TYPES.containsKey(type);
      case V1 -> V1_TYPES.containsKey(type) || V1_MORE.containsKey(type);
      case V2 -> true;
    };
  }

  /**
   * A layer.
   *
   * @param blobs its bottoms and tops, as they are written in every generation
   * @param settings name of the message of its settings; empty if there are none
   * @param fields the settings, by name of the current generation
   * @param rules include and exclude rules
   */
  String layer(
      String name,
      String type,
      String blobs,
      String settings,
      Map<String, String> fields,
      String rules) {
    return switch (this) {
      case V0 ->
          "layers { layer { name: \"%s\" type: \"%s\" %s} %s}%n"
              .formatted(name, V0_TYPES.get(type), text(old(fields)), blobs);
      case V1 ->
          "layers { name: \"%s\" type: %s %s%s%s }%n"
              .formatted(
                  name,
                  V1_TYPES.getOrDefault(type, V1_MORE.get(type)),
                  blobs,
                  message(settings, fields),
                  rules);
      case V2 ->
          "layer { name: \"%s\" type: \"%s\" %s%s%s }%n"
              .formatted(name, type, blobs, message(settings, fields), rules);
    };
  }

  private static String message(String settings, Map<String, String> fields) {
    return fields.isEmpty() ? "" : settings + " { " + text(fields) + "} ";
  }

  private static Map<String, String> old(Map<String, String> fields) {
    Map<String, String> renamed = new LinkedHashMap<>();
    fields.forEach((field, value) -> renamed.put(V0_FIELDS.getOrDefault(field, field), value));
    return renamed;
  }

  private static String text(Map<String, String> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach((field, value) -> text.append(field).append(": ").append(value).append(' '));
    return text.toString();
  }

  /** An input of four axes. */
  String input(String blob, int n, int c, int h, int w, boolean asLayer) {
    if (this == V2 && asLayer) {
      return new NetText().input(blob, n, c, h, w).done().prototxt();
    }
    String dims =
        this == V2
            ? "input_" + NetText.shape(n, c, h, w)
            : "input_dim: %d input_dim: %d input_dim: %d input_dim: %d".formatted(n, c, h, w);
    return "input: \"" + blob + "\" " + dims + "\n";
  }
}
