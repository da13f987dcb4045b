package org.dyvedeep.tools.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.tools.onnx.proto.NodeProto;
import org.dyvedeep.tools.onnx.proto.ValueInfoProto;
import org.junit.jupiter.api.Test;

/** Names, weights, and what is refused. */
class OnnxWriterTest {
  private static List<String> names(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).toList();
  }

  /** As in Caffe, a blob's name means what the last layer wrote under it. */
  @Test
  void layersInPlaceLeaveTheNameToTheLast() throws IOException {
    GraphBuilder builder = new GraphBuilder("net");
    builder.input("data", Shape.of(1, 2));
    for (String layer : List.of("a", "b")) {
      builder.add(
          layer, "TanH", new Tanh(), List.of(builder.blob("data")), List.of(), List.of("data"));
    }
    Value last = builder.blob("data");
    builder.add("fc", "TanH", new Tanh(), List.of(last), List.of(), List.of("fc"));
    builder.add("relu", "ReLU", new Relu(0), List.of(builder.blob("fc")), List.of(), List.of("fc"));
    WrittenModel written = WrittenModel.of(builder.build());
    assertEquals(List.of("data"), names(written.graph().getInputList()));
    assertEquals(List.of("fc"), names(written.graph().getOutputList()));
    assertEquals(
        List.of("a", "b", "fc", "relu"),
        written.graph().getNodeList().stream().map(NodeProto::getName).toList());
    assertEquals("fc", written.nodes("Relu").get(0).getOutput(0));
    assertEquals("fc@fc", written.nodes("Relu").get(0).getInput(0));
    assertEquals("data", written.nodes("Tanh").get(0).getInput(0));
  }

  @Test
  void sharedWeightsAreStoredOnce() throws IOException {
    Weights weights = new DenseWeights(Shape.of(2, 2), new float[] {1, 2, 3, 4});
    GraphBuilder builder = new GraphBuilder("net");
    builder.input("data", Shape.of(1, 2));
    InnerProduct operation = InnerProduct.of(2, false);
    for (String layer : List.of("a", "b")) {
      builder.add(
          layer,
          "InnerProduct",
          operation,
          List.of(builder.blob("data")),
          List.of(weights),
          List.of(layer));
    }
    WrittenModel written = WrittenModel.of(builder.build());
    assertEquals(1, written.graph().getInitializerCount());
    assertArrayEquals(new float[] {1, 2, 3, 4}, written.floats("a/blob0"));
    assertEquals("a/blob0", written.nodes("Gemm").get(1).getInput(1));
  }

  @Test
  void compressedWeightsAreDecoded() throws IOException {
    float[] codebook = new float[16];
    codebook[3] = 0.5f;
    Weights weights =
        new CodebookWeights(Shape.of(1, 3), codebook, 4, 1, new byte[] {3}, new byte[] {1});
    WrittenModel written =
        WrittenModel.of(
            OneLayer.of(InnerProduct.of(1, false), List.of(weights), List.of(Shape.of(1, 3))));
    assertArrayEquals(new float[] {0, 0.5f, 0}, written.floats("layer/blob0"));
  }

  /** Mean 0, 1, 2, variance 0, 1, 2, both divided by 4. */
  @Test
  void batchNormsFactorIsAppliedToBoth() throws IOException {
    List<Weights> weights =
        List.of(
            new DenseWeights(Shape.of(3), new float[] {0, 1, 2}),
            new DenseWeights(Shape.of(3), new float[] {0, 4, 8}),
            new DenseWeights(Shape.of(1), new float[] {4}));
    WrittenModel written =
        WrittenModel.of(
            OneLayer.of(new BatchNorm(1, true), weights, List.of(Shape.of(1, 3, 2, 2))));
    NodeProto sum = written.nodes("Add").get(0);
    NodeProto product = written.nodes("Mul").get(0);
    assertArrayEquals(new float[] {-0f, -0.25f, -0.5f}, written.floats(sum.getInput(1)));
    float[] factors = {1, (float) (1 / Math.sqrt(2)), (float) (1 / Math.sqrt(3))};
    assertArrayEquals(factors, written.floats(product.getInput(1)));
    assertEquals(List.of(3L, 1L, 1L), written.constant(product.getInput(1)).getDimsList());
  }

  /** ONNX has no outputs that nothing computes. */
  @Test
  void unreadInputsAreNoOutputs() throws IOException {
    GraphBuilder builder = new GraphBuilder("net");
    builder.input("unread", Shape.of(1));
    Value data = builder.input("data", Shape.of(1));
    builder.add("tanh", "TanH", new Tanh(), List.of(data), List.of(), List.of("out"));
    builder.add("end", "Silence", new Silence(), List.of(data), List.of(), List.of());
    WrittenModel written = WrittenModel.of(builder.build());
    assertEquals(List.of("unread", "data"), names(written.graph().getInputList()));
    assertEquals(List.of("out"), names(written.graph().getOutputList()));
    assertEquals(1, written.graph().getNodeCount());
  }

  private static void assertRefused(Graph graph, String... words) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> OnnxWriter.of(graph));
    for (String word : words) {
      assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
    }
  }

  /** Brought by a user. */
  private record Doubling() implements CustomOperation {
    @Override
    public List<Shape> outputShapes(List<Shape> inputs) {
      return inputs;
    }

    @Override
    public void run(Tensor[] inputs, float[][] weights, Tensor[] outputs) {
      throw new UnsupportedOperationException("only exported here");
    }
  }

  @Test
  void allLayersWithoutAnOnnxFormAreNamed() {
    GraphBuilder builder = new GraphBuilder("mine");
    builder.input("data", Shape.of(1));
    for (String layer : List.of("first", "second")) {
      List<Value> from = List.of(builder.blob("data"));
      builder.add(layer, "Twice", new Doubling(), from, List.of(), List.of(layer));
    }
    assertRefused(
        builder.build(), "mine", "layer first (Twice)", "layer second (Twice)", "Doubling");
  }

  @Test
  void absentWeightsAreNamed() {
    Shape shape = Shape.of(1, 3);
    List<Weights> absent = List.of(new AbsentWeights(shape));
    Graph graph = OneLayer.of(InnerProduct.of(1, false), absent, List.of(shape));
    assertRefused(graph, "no weights for layer", "import it with a weights file");
  }

  @Test
  void filesThatNobodyCouldReadAreRefused() {
    // Compressed, so that the test itself does not need 2.4 GB.
    Weights huge =
        new CodebookWeights(
            Shape.of(30_000, 20_000), new float[16], 4, 0, new byte[0], new byte[0]);
    Graph graph =
        OneLayer.of(InnerProduct.of(30_000, false), List.of(huge), List.of(Shape.of(1, 20_000)));
    assertRefused(graph, "2400000", "2147483647", "split the network");
  }
}
