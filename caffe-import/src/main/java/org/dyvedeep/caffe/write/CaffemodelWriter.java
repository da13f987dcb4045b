package org.dyvedeep.caffe.write;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.DeployNet;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Writes an imported network as a binary caffemodel of the current generation (V2), whatever it was
 * read from. Every learned blob is stored as 32-bit floats with its {@code shape}; those that
 * layers share are stored with each of them, as Caffe does. Weights are streamed: besides the
 * model, memory holds one decoded blob at a time.
 */
public final class CaffemodelWriter {
  /** Native Caffe reads a caffemodel through protobuf, which stops at 2^31 - 1 bytes. */
  public static final long LONGEST = Integer.MAX_VALUE;

  private static final int BUFFER = 1 << 16;

  private final NetParameter net;
  private final Map<String, List<Weights>> blobs;

  private CaffemodelWriter(NetParameter net, Map<String, List<Weights>> blobs) {
    this.net = net;
    this.blobs = blobs;
  }

  /**
   * Writes a file, which appears only when it is complete.
   *
   * @return its length in bytes
   * @throws IllegalArgumentException if layers lack weights, or the file would be longer than Caffe
   *     can read; the message says which and what to do
   * @throws IOException if the file cannot be written
   */
  public static long write(ImportedModel model, Path file) throws IOException {
    DeployNet deploy = model.deploy();
    Map<String, List<Weights>> blobs = blobs(deploy, model.graph().nodes());
    requireWeights(model.name(), blobs);
    CaffemodelWriter writer = new CaffemodelWriter(deploy.net(), blobs);
    long length = writer.length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          model.name()
              + " would be a caffemodel of "
              + length
              + " bytes; Caffe reads at most "
              + LONGEST
              + ": split the network");
    }
    WholeFile.write(file, writer::writeTo);
    return length;
  }

  private static Map<String, List<Weights>> blobs(DeployNet deploy, List<Node> nodes) {
    Map<String, List<Weights>> blobs = new HashMap<>();
    for (DeployNet.LearnedBlob learned : deploy.learned()) {
      blobs
          .computeIfAbsent(learned.layer(), layer -> new ArrayList<>())
          .add(nodes.get(learned.node()).weights().get(learned.weight()));
    }
    return blobs;
  }

  private static void requireWeights(String model, Map<String, List<Weights>> blobs) {
    List<String> lacking =
        blobs.entrySet().stream()
            .filter(layer -> layer.getValue().stream().anyMatch(AbsentWeights.class::isInstance))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException(
          model
              + " has no weights for "
              + String.join(", ", lacking)
              + "; import it with a weights file that holds them");
    }
  }

  private long length() {
    long length = net.toBuilder().clearLayer().build().getSerializedSize();
    for (LayerParameter layer : net.getLayerList()) {
      length += fieldLength(NetParameter.LAYER_FIELD_NUMBER, layerLength(layer));
    }
    return length;
  }

  private List<Weights> blobsOf(LayerParameter layer) {
    return blobs.getOrDefault(layer.getName(), List.of());
  }

  private long layerLength(LayerParameter layer) {
    long length = layer.getSerializedSize();
    for (Weights weights : blobsOf(layer)) {
      length += fieldLength(LayerParameter.BLOBS_FIELD_NUMBER, blobLength(weights));
    }
    return length;
  }

  private static long blobLength(Weights weights) {
    return shapeOf(weights).getSerializedSize()
        + fieldLength(BlobProto.DATA_FIELD_NUMBER, dataLength(weights));
  }

  private static long dataLength(Weights weights) {
    return (long) Float.BYTES * weights.shape().size();
  }

  private static long fieldLength(int field, long content) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(content)
        + content;
  }

  private static BlobProto shapeOf(Weights weights) {
    BlobShape.Builder shape = BlobShape.newBuilder();
    for (int dim : weights.shape().dims()) {
      shape.addDim(dim);
    }
    return BlobProto.newBuilder().setShape(shape).build();
  }

  private void writeTo(OutputStream stream) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream, BUFFER);
    net.toBuilder().clearLayer().build().writeTo(out);
    for (LayerParameter layer : net.getLayerList()) {
      begin(out, NetParameter.LAYER_FIELD_NUMBER, layerLength(layer));
      layer.writeTo(out);
      for (Weights weights : blobsOf(layer)) {
        begin(out, LayerParameter.BLOBS_FIELD_NUMBER, blobLength(weights));
        shapeOf(weights).writeTo(out);
        begin(out, BlobProto.DATA_FIELD_NUMBER, dataLength(weights));
        for (float value : weights.values()) {
          out.writeFloatNoTag(value);
        }
      }
    }
    out.flush();
  }

  private static void begin(CodedOutputStream out, int field, long length) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(length);
  }
}
