package org.dyvedeep.caffe;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.Shape;

/** Small networks in text form, and their import without weights. */
final class Nets {
  private Nets() {}

  /** An Input layer. */
  static String input(String blob, int... dims) {
    String shape =
        IntStream.of(dims).mapToObj(dim -> "dim: " + dim).collect(Collectors.joining(" "));
    return "layer { name: \""
        + blob
        + "\" type: \"Input\" top: \""
        + blob
        + "\""
        + " input_param { shape { "
        + shape
        + " } } }\n";
  }

  /** A layer that is named after its first top, unless the fields begin with a name. */
  static String layer(String type, String bottom, String top, String fields) {
    String reads =
        bottom.isEmpty() ? "" : "bottom: \"" + bottom.replace(",", "\" bottom: \"") + "\" ";
    String writes = top.isEmpty() ? "" : "top: \"" + top.replace(",", "\" top: \"") + "\" ";
    String first = top.isEmpty() ? type : top.split(",", 2)[0];
    String name = fields.startsWith("name: ") ? "" : "name: \"" + first + "\" ";
    return "layer { " + name + "type: \"" + type + "\" " + reads + writes + fields + " }\n";
  }

  /** Imports text without weights. */
  static ImportedModel load(String text) {
    return load(text, ImportOptions.defaults());
  }

  /** Imports text without weights. */
  static ImportedModel load(String text, ImportOptions options) {
    return CaffeImporter.importText("net.prototxt", text, WeightSource.none(), options);
  }

  /** The last node of a network. */
  static Node last(String text) {
    List<Node> nodes = load(text).graph().nodes();
    return nodes.get(nodes.size() - 1);
  }

  /** The shapes of a node's outputs. */
  static List<Shape> shapes(Node node) {
    return Node.shapes(node.outputs());
  }
}
