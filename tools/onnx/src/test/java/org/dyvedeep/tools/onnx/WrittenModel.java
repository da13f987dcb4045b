package org.dyvedeep.tools.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.tools.onnx.proto.AttributeProto;
import org.dyvedeep.tools.onnx.proto.GraphProto;
import org.dyvedeep.tools.onnx.proto.ModelProto;
import org.dyvedeep.tools.onnx.proto.NodeProto;
import org.dyvedeep.tools.onnx.proto.TensorProto;
import org.dyvedeep.tools.onnx.proto.ValueInfoProto;

/** A graph that was written and read back; what every ONNX model must keep to has been checked. */
final class WrittenModel {
  private final GraphProto graph;
  private final Map<String, List<Long>> shapes = new HashMap<>();

  private WrittenModel(GraphProto graph) {
    this.graph = graph;
  }

  /** Writes, reads and checks. */
  static WrittenModel of(Graph graph) throws IOException {
    OnnxWriter writer = OnnxWriter.of(graph);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.writeTo(bytes);
    assertEquals(writer.length(), bytes.size());
    ModelProto model = ModelProto.parseFrom(bytes.toByteArray());
    assertEquals(8, model.getIrVersion());
    assertEquals(1, model.getOpsetImportCount());
    assertEquals(17, model.getOpsetImport(0).getVersion());
    WrittenModel written = new WrittenModel(model.getGraph());
    written.checkNames();
    written.checkConstants();
    written.checkAttributes();
    written.checkWindows();
    return written;
  }

  GraphProto graph() {
    return graph;
  }

  /** The shape that the file tells of a tensor; null where it tells none. */
  List<Long> shape(String tensor) {
    return shapes.get(tensor);
  }

  List<NodeProto> nodes(String type) {
    return graph.getNodeList().stream().filter(node -> node.getOpType().equals(type)).toList();
  }

  TensorProto constant(String name) {
    return graph.getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no constant " + name));
  }

  /** The elements of a constant of floats. */
  float[] floats(String name) {
    var buffer =
        constant(name)
            .getRawData()
            .asReadOnlyByteBuffer()
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  static AttributeProto attribute(NodeProto node, String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no attribute " + name + " of " + node.getName()));
  }

  /** Each tensor is written once, before it is read; nothing is constant in vain. */
  private void checkNames() {
    Set<String> defined = new HashSet<>();
    Set<String> read = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      assertTrue(defined.add(input.getName()), input.getName());
    }
    for (TensorProto tensor : graph.getInitializerList()) {
      assertTrue(defined.add(tensor.getName()), tensor.getName());
    }
    Set<String> nodeNames = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      assertTrue(nodeNames.add(node.getName()), node.getName());
      for (String input : node.getInputList()) {
        assertTrue(
            defined.contains(input), () -> node.getName() + " reads " + input + " too early");
        read.add(input);
      }
      for (String output : node.getOutputList()) {
        assertTrue(defined.add(output), () -> output + " is written twice");
      }
    }
    List<ValueInfoProto> told = new ArrayList<>(graph.getInputList());
    told.addAll(graph.getOutputList());
    told.addAll(graph.getValueInfoList());
    for (ValueInfoProto value : told) {
      assertTrue(defined.contains(value.getName()), value.getName());
      assertEquals(1, value.getType().getTensorType().getElemType());
      List<Long> dims = new ArrayList<>();
      value
          .getType()
          .getTensorType()
          .getShape()
          .getDimList()
          .forEach(d -> dims.add(d.getDimValue()));
      assertEquals(null, shapes.put(value.getName(), dims), value.getName());
    }
    for (TensorProto tensor : graph.getInitializerList()) {
      assertTrue(read.contains(tensor.getName()), () -> tensor.getName() + " is never read");
    }
  }

  private void checkConstants() {
    for (TensorProto tensor : graph.getInitializerList()) {
      long size = tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE ? 4 : 8;
      for (long dim : tensor.getDimsList()) {
        size *= dim;
      }
      assertEquals(size, tensor.getRawData().size(), tensor.getName());
    }
  }

  private void checkAttributes() {
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        boolean right =
            switch (attribute.getType()) {
              case FLOAT -> attribute.hasF();
              case INT -> attribute.hasI();
              case INTS -> attribute.getIntsCount() > 0 || !attribute.hasI();
              case UNDEFINED -> false;
            };
        assertTrue(right, () -> attribute.getName() + " of " + node.getName());
      }
    }
  }

  /** By ONNX's rule, rounding down, windows give the extents that the file tells. */
  private void checkWindows() {
    for (String type : List.of("Conv", "MaxPool", "AveragePool")) {
      for (NodeProto node : nodes(type)) {
        List<Long> in = shapes.get(node.getInput(0));
        List<Long> out = shapes.get(node.getOutput(0));
        if (in != null && out != null) {
          checkWindows(node, in, out);
        }
      }
    }
  }

  private static void checkWindows(NodeProto node, List<Long> in, List<Long> out) {
    List<Long> kernel = attribute(node, "kernel_shape").getIntsList();
    List<Long> pads = attribute(node, "pads").getIntsList();
    List<Long> strides = attribute(node, "strides").getIntsList();
    int spatial = kernel.size();
    for (int i = 0; i < spatial; i++) {
      boolean dilated = node.getOpType().equals("Conv");
      long dilation = dilated ? attribute(node, "dilations").getInts(i) : 1;
      long free =
          in.get(2 + i) + pads.get(i) + pads.get(spatial + i) - dilation * (kernel.get(i) - 1) - 1;
      assertEquals(out.get(2 + i), Math.floorDiv(free, strides.get(i)) + 1, node.getName());
    }
  }
}
