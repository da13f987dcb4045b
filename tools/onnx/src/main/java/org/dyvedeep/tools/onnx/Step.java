package org.dyvedeep.tools.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dyvedeep.tools.onnx.proto.AttributeProto;
import org.dyvedeep.tools.onnx.proto.AttributeProto.AttributeType;
import org.dyvedeep.tools.onnx.proto.NodeProto;

/** One operator of a layer while its settings are given. */
final class Step {
  private final NodeProto.Builder node;
  private final UnaryOperator<String> naming;

  /**
   * Starts a step.
   *
   * @param naming a free name for what is called so in the layer
   */
  Step(NodeProto.Builder node, UnaryOperator<String> naming) {
    this.node = node;
    this.naming = naming;
  }

  Step set(String name, long value) {
    return add(attribute(name, AttributeType.INT).setI(value));
  }

  Step set(String name, float value) {
    return add(attribute(name, AttributeType.FLOAT).setF(value));
  }

  Step set(String name, long[] values) {
    AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return add(attribute);
  }

  private static AttributeProto.Builder attribute(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  private Step add(AttributeProto.Builder attribute) {
    node.addAttribute(attribute);
    return this;
  }

  /** The name of what is computed. */
  String result() {
    return results(1).get(0);
  }

  /** The names of all that is computed. */
  List<String> results(int count) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(naming.apply(node.getOpType()));
    }
    node.addAllOutput(results);
    return results;
  }
}
