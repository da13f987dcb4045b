package org.dyvedeep.tools.differential;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A prototxt of the current generation while it is written. */
final class NetText {
  private final StringBuilder text = new StringBuilder();
  private int layers;

  /** An Input layer. */
  NetText input(String blob, int... dims) {
    return layer("Input", "", blob, "input_param { " + shape(dims) + " }");
  }

  static String shape(int... dims) {
    return Arrays.stream(dims)
        .mapToObj(dim -> "dim: " + dim)
        .collect(Collectors.joining(" ", "shape { ", " }"));
  }

  /** A layer; bottoms and tops are separated by commas. */
  NetText layer(String type, String bottoms, String tops, String fields) {
    text.append("layer { name: \"").append(type).append(layers++).append("\" type: \"");
    text.append(type).append("\" ");
    append("bottom", bottoms);
    append("top", tops);
    text.append(fields).append(" }\n");
    return this;
  }

  private void append(String field, String blobs) {
    for (String blob : blobs.isEmpty() ? new String[0] : blobs.split(",", -1)) {
      text.append(field).append(": \"").append(blob).append("\" ");
    }
  }

  /** A network whose inputs lie within 2 of zero. */
  NetCase done() {
    return within(2);
  }

  /** A network whose inputs lie within a bound of zero. */
  NetCase within(double bound) {
    return new NetCase(text.toString(), bound);
  }
}
