package org.dyvedeep.tools.onnx;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.onnx.proto.NodeProto;

/** One layer while it is turned into operators. Tensors are known by their names in the file. */
final class Layer {
  private final Node node;
  private final TensorNames tensors;
  private final Constants constants;
  private final Names names;
  private final List<NodeProto.Builder> steps = new ArrayList<>();

  Layer(Node node, TensorNames tensors, Constants constants, Names names) {
    this.node = node;
    this.tensors = tensors;
    this.constants = constants;
    this.names = names;
  }

  /** The tensor that an input is. */
  String input(int index) {
    return tensors.of(node.inputs().get(index));
  }

  List<String> inputs() {
    return tensors.of(node.inputs());
  }

  Shape inputShape(int index) {
    return node.inputs().get(index).shape();
  }

  List<Shape> inputShapes() {
    return Node.shapes(node.inputs());
  }

  Shape outputShape(int index) {
    return node.outputs().get(index).shape();
  }

  int outputs() {
    return node.outputs().size();
  }

  Shape weightShape(int index) {
    return node.weights().get(index).shape();
  }

  int weights() {
    return node.weights().size();
  }

  /** Starts an operator. */
  Step step(String type, String... inputs) {
    return step(type, List.of(inputs));
  }

  /** Starts an operator. */
  Step step(String type, List<String> inputs) {
    NodeProto.Builder step = NodeProto.newBuilder().setOpType(type).addAllInput(inputs);
    steps.add(step);
    return new Step(step, wish -> names.unique(node.name() + "/" + wish));
  }

  /** The result of an operator without settings. */
  String apply(String type, String... inputs) {
    return step(type, inputs).result();
  }

  /** Elements under another shape. */
  String reshape(String tensor, Shape shape) {
    return apply("Reshape", tensor, longs(Longs.of(shape)));
  }

  /** A learned blob. */
  String weight(int index) {
    return weight(index, weightShape(index).dims());
  }

  /** A learned blob under another shape of the same size. */
  String weight(int index, int... dims) {
    return constants.weights(node.name() + "/blob" + index, dims, node.weights().get(index));
  }

  /** The values of a small learned blob, not to be written. */
  float[] weightValues(int index) {
    return node.weights().get(index).values();
  }

  /** A number. */
  String number(double value) {
    return floats(new int[0], (float) value);
  }

  /** A few numbers. */
  String floats(int[] dims, float... values) {
    return constants.floats(node.name() + "/constant", dims, values);
  }

  /** A list of integers. */
  String longs(long... values) {
    return constants.longs(node.name() + "/constant", new int[] {values.length}, values);
  }

  /** An integer. */
  String integer(long value) {
    return constants.longs(node.name() + "/constant", new int[0], new long[] {value});
  }

  /** Says that a tensor is one of the layer's outputs. */
  void output(int index, String tensor) {
    String name = tensors.of(node.outputs().get(index));
    boolean computedHere = steps.stream().anyMatch(step -> step.getOutputList().contains(tensor));
    boolean takenAlready = node.outputs().stream().map(tensors::of).anyMatch(tensor::equals);
    if (computedHere && !takenAlready) {
      rename(tensor, name);
    } else {
      steps.add(NodeProto.newBuilder().setOpType("Identity").addInput(tensor).addOutput(name));
    }
  }

  private void rename(String tensor, String name) {
    for (NodeProto.Builder step : steps) {
      for (int i = 0; i < step.getInputCount(); i++) {
        step.setInput(i, step.getInput(i).equals(tensor) ? name : step.getInput(i));
      }
      for (int i = 0; i < step.getOutputCount(); i++) {
        step.setOutput(i, step.getOutput(i).equals(tensor) ? name : step.getOutput(i));
      }
    }
  }

  /** Refuses the layer. */
  UnsupportedLayerException refused(String why) {
    return new UnsupportedLayerException("layer " + node.name() + " (" + node.kind() + "): " + why);
  }

  /** The finished operators; the one that gives the layer's last result has the layer's name. */
  List<NodeProto> finish(Names nodeNames) {
    List<NodeProto> finished = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      NodeProto.Builder step = steps.get(i);
      String wish = i == steps.size() - 1 ? node.name() : node.name() + "/" + step.getOpType();
      finished.add(step.setName(nodeNames.unique(wish)).build());
    }
    return finished;
  }
}
