package org.dyvedeep.caffe.read;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;

/**
 * Reads weights from caffemodel files of all generations. The file is streamed: each blob goes
 * straight into an array of its final size, and nothing else of the file's size is held. A
 * caffemodel in text form is read too.
 */
public final class CaffemodelReader {
  private static final String EXPECTED = "a caffemodel";

  private final ReadOptions options;

  /** A reader with these limits. */
  public CaffemodelReader(ReadOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Reads a caffemodel.
   *
   * @throws ModelImportException if it cannot be read, is not a caffemodel, is damaged or asks for
   *     more than the limits
   */
  public CaffemodelFile read(Path file) {
    byte[] head = headOf(file);
    if (ModelFiles.looksLikeText(head)) {
      ParsedNet parsed = new PrototxtReader(options).read(file);
      return new BlobDetacher(newContext(file)).detach(parsed);
    }
    int size = ModelFiles.binarySize(file);
    try (InputStream stream = Files.newInputStream(file)) {
      return readBinary(new WireSource(newContext(file), stream, size));
    } catch (InvalidProtocolBufferException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw ModelFiles.unreadable(file, e);
    }
  }

  private static byte[] headOf(Path file) {
    ModelFiles.size(file);
    byte[] head = ModelFiles.head(file);
    ModelFiles.refuseForeign(file.toString(), head, EXPECTED);
    return head;
  }

  private ReadContext newContext(Path file) {
    return new ReadContext(file.toString(), options.limits());
  }

  static ModelImportException damaged(Path file, InvalidProtocolBufferException e) {
    return ModelImportException.in(file)
        .found("bytes that are not a protobuf message (" + e.getMessage() + ")")
        .expected("a whole file that Caffe wrote")
        .advice("the file is damaged or was cut short: fetch it again")
        .cause(e)
        .build();
  }

  private static CaffemodelFile readBinary(WireSource source) throws IOException {
    StructureCopier rest = new StructureCopier(source);
    LayerReader layers = new LayerReader(source);
    LayerCollector collected = new LayerCollector(source.context());
    for (int tag = source.in().readTag(); tag != 0; tag = source.in().readTag()) {
      readField(source, tag, rest, layers, collected);
    }
    return collected.build(rest.parse(NetParameter.parser()), List.of());
  }

  private static void readField(
      WireSource source,
      int tag,
      StructureCopier rest,
      LayerReader layers,
      LayerCollector collected)
      throws IOException {
    List<CaffeBlob> blobs = new ArrayList<>(2);
    source.context().enterLayer("");
    switch (WireFormat.getTagFieldNumber(tag)) {
      case NetParameter.LAYER_FIELD_NUMBER -> {
        source.requireWireType("layer", tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        LayerParameter layer = layers.readLayer(blobs);
        collected.add(layer, blobs);
      }
      case NetParameter.LAYERS_FIELD_NUMBER -> {
        source.requireWireType("layers", tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        V1LayerParameter layer = layers.readV1Layer(blobs);
        collected.add(layer, blobs);
      }
      default -> {
        FieldDescriptor field =
            NetParameter.getDescriptor().findFieldByNumber(WireFormat.getTagFieldNumber(tag));
        if (field == null) {
          source.skip(tag);
        } else {
          rest.copy(field, tag);
        }
      }
    }
  }
}
