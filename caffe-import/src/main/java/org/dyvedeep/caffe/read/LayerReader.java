package org.dyvedeep.caffe.read;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.List;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.V0LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;

/**
 * Reads one layer of a binary file: its blobs as float arrays, everything else as a message. The
 * three generations differ in field numbers only, and V0 in being wrapped into V1.
 */
final class LayerReader {
  private static final Form V2 = new Form(LayerParameter.getDescriptor(), "layer");
  private static final Form V1 = new Form(V1LayerParameter.getDescriptor(), "layers");
  private static final Form V0 = new Form(V0LayerParameter.getDescriptor(), "layers.layer");

  private final WireSource source;
  private final CodedInputStream in;

  LayerReader(WireSource source) {
    this.source = source;
    this.in = source.in();
  }

  /** A generation's message and where in it the name, the blobs and an older layer stand. */
  private record Form(
      Descriptor type, String field, FieldDescriptor name, FieldDescriptor blobs, int older) {
    Form(Descriptor type, String field) {
      this(type, field, type.findFieldByName("name"), type.findFieldByName("blobs"), older(type));
    }

    private static int older(Descriptor type) {
      FieldDescriptor layer = type.findFieldByName("layer");
      return layer == null ? -1 : layer.getNumber();
    }
  }

  /** A layer of the current generation. */
  LayerParameter readLayer(List<CaffeBlob> blobs) throws IOException {
    return read(V2, blobs).parse(LayerParameter.parser());
  }

  /** A layer of V1, or of V0 wrapped into V1. */
  V1LayerParameter readV1Layer(List<CaffeBlob> blobs) throws IOException {
    return read(V1, blobs).parse(V1LayerParameter.parser());
  }

  private StructureCopier read(Form form, List<CaffeBlob> blobs) throws IOException {
    int outer = source.enter(form.field());
    StructureCopier rest = new StructureCopier(source);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      readField(form, tag, rest, blobs);
    }
    source.leave(outer);
    return rest;
  }

  private void readField(Form form, int tag, StructureCopier rest, List<CaffeBlob> blobs)
      throws IOException {
    int number = WireFormat.getTagFieldNumber(tag);
    if (number == form.blobs().getNumber()) {
      source.requireWireType("blobs", tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      blobs.add(readBlob());
    } else if (number == form.older()) {
      source.requireWireType("layer", tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      rest.append(number, read(V0, blobs).toByteArray());
    } else {
      FieldDescriptor field = form.type().findFieldByNumber(number);
      if (field == null) {
        source.skip(tag);
      } else {
        copy(form, field, tag, rest);
      }
    }
  }

  private void copy(Form form, FieldDescriptor field, int tag, StructureCopier rest)
      throws IOException {
    byte[] value = rest.copy(field, tag);
    if (field.equals(form.name())) {
      source.context().enterLayer(ByteString.copyFrom(value).toStringUtf8());
    }
  }

  private CaffeBlob readBlob() throws IOException {
    int outer = source.enter("blobs");
    CaffeBlob blob = new BlobReader(source).read();
    source.leave(outer);
    return blob;
  }
}
