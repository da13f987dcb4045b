package org.dyvedeep.tools.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.onnx.proto.GraphProto;
import org.dyvedeep.tools.onnx.proto.ModelProto;
import org.dyvedeep.tools.onnx.proto.OperatorSetIdProto;
import org.dyvedeep.tools.onnx.proto.TensorProto;
import org.dyvedeep.tools.onnx.proto.TensorShapeProto;
import org.dyvedeep.tools.onnx.proto.TypeProto;
import org.dyvedeep.tools.onnx.proto.ValueInfoProto;

/**
 * A graph as an ONNX model of 32-bit floats, with the batch that the graph has.
 *
 * <p>Tensors are called after blobs: a blob's name stands for what Caffe holds under it after a
 * run. Every layer computes what its reference operator does; where ONNX's operator of that name
 * means something else (rounding of pooled sizes, the divisor of averages, the order of equal
 * elements), others are put together instead.
 *
 * <p>Weights are streamed: besides the graph, memory holds one decoded blob at a time.
 */
public final class OnnxWriter {
  /** The version of the standard operators: that of ONNX 1.12. */
  public static final int OPERATOR_SET = 17;

  /** The version of the file format that belongs to it. */
  public static final int FORMAT = 8;

  /** Protobuf, and so every reader, stops at 2^31 - 1 bytes. */
  public static final long LONGEST = Integer.MAX_VALUE;

  private static final int BUFFER = 1 << 16;

  private final ModelProto model;
  private final GraphProto graph;
  private final List<Initializer> initializers;

  private OnnxWriter(ModelProto model, GraphProto graph, List<Initializer> initializers) {
    this.model = model;
    this.graph = graph;
    this.initializers = initializers;
  }

  /**
   * Prepares a graph for writing; only the weights' elements are left for {@link #writeTo}.
   *
   * @throws IllegalArgumentException if layers lack weights or have no ONNX form, or the file would
   *     be longer than its readers can read; the message names all such layers
   */
  public static OnnxWriter of(Graph graph) {
    requireWeights(graph);
    Names names = new Names();
    TensorNames tensors = new TensorNames(graph, names);
    Constants constants = new Constants(names);
    GraphProto.Builder written = GraphProto.newBuilder().setName(graph.name());
    addLayers(graph, tensors, constants, names, written);
    graph.inputs().forEach(input -> written.addInput(info(tensors, input)));
    graph.outputs().stream()
        // ONNX has no outputs that are inputs: nothing would compute them.
        .filter(output -> !graph.inputs().contains(output))
        .forEach(output -> written.addOutput(info(tensors, output)));
    for (Node node : graph.nodes()) {
      node.outputs().stream()
          .filter(value -> !graph.outputs().contains(value))
          .forEach(value -> written.addValueInfo(info(tensors, value)));
    }
    OnnxWriter writer = new OnnxWriter(model(), written.build(), constants.all());
    writer.requireReadable();
    return writer;
  }

  private static void requireWeights(Graph graph) {
    List<String> lacking =
        graph.nodes().stream()
            .filter(node -> node.weights().stream().anyMatch(AbsentWeights.class::isInstance))
            .map(Node::name)
            .toList();
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException(
          graph.name()
              + " has no weights for "
              + String.join(", ", lacking)
              + "; import it with a weights file that holds them");
    }
  }

  private static void addLayers(
      Graph graph,
      TensorNames tensors,
      Constants constants,
      Names names,
      GraphProto.Builder written) {
    Names nodeNames = new Names();
    List<String> refused = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Layer layer = new Layer(node, tensors, constants, names);
      try {
        LayerExports.export(layer, node.operation());
        written.addAllNode(layer.finish(nodeNames));
      } catch (UnsupportedLayerException e) {
        refused.add(e.getMessage());
      }
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          graph.name() + " cannot be written as ONNX: " + String.join("; ", refused));
    }
  }

  private static ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(FORMAT)
        .setProducerName("dyvedeep")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .build();
  }

  private static ValueInfoProto info(TensorNames tensors, Value value) {
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(shape(value.shape()))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(tensors.of(value))
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static TensorShapeProto shape(Shape shape) {
    TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
    for (int dim : shape.dims()) {
      dims.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    return dims.build();
  }

  private void requireReadable() {
    if (length() > LONGEST) {
      throw new IllegalArgumentException(
          graph.getName()
              + " would be an ONNX file of "
              + length()
              + " bytes; at most "
              + LONGEST
              + " can be read: split the network");
    }
  }

  /** The bytes that {@link #writeTo} writes. */
  public long length() {
    return model.getSerializedSize()
        + Wire.fieldLength(ModelProto.GRAPH_FIELD_NUMBER, graphLength());
  }

  private long graphLength() {
    long length = graph.getSerializedSize();
    for (Initializer initializer : initializers) {
      length += Wire.fieldLength(GraphProto.INITIALIZER_FIELD_NUMBER, initializer.length());
    }
    return length;
  }

  /**
   * Writes the model. The stream stays the caller's to close.
   *
   * @throws IOException if the stream cannot be written
   */
  public void writeTo(OutputStream stream) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream, BUFFER);
    model.writeTo(out);
    Wire.begin(out, ModelProto.GRAPH_FIELD_NUMBER, graphLength());
    graph.writeTo(out);
    for (Initializer initializer : initializers) {
      Wire.begin(out, GraphProto.INITIALIZER_FIELD_NUMBER, initializer.length());
      initializer.writeTo(out);
    }
    out.flush();
  }
}
