package org.dyvedeep.caffe.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Gathers the fields of a message that are not weights and parses them at the end, so that the
 * weights between them never pass through a protobuf message.
 */
final class StructureCopier {
  private static final byte[] NOTHING = {};

  private final WireSource source;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);

  StructureCopier(WireSource source) {
    this.source = source;
  }

  /**
   * Copies the value of a field whose tag has just been read.
   *
   * @return the bytes of a string or sub-message, empty for anything else
   */
  byte[] copy(FieldDescriptor field, int tag) throws IOException {
    CodedInputStream in = source.in();
    source.context().takeStructure(field.getName(), 1);
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT -> {
        out.writeUInt32NoTag(tag);
        out.writeUInt64NoTag(in.readRawVarint64());
      }
      case WireFormat.WIRETYPE_FIXED32 -> {
        out.writeUInt32NoTag(tag);
        out.writeFixed32NoTag(in.readFixed32());
      }
      case WireFormat.WIRETYPE_FIXED64 -> {
        out.writeUInt32NoTag(tag);
        out.writeFixed64NoTag(in.readFixed64());
      }
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
        int length = source.readLength(field.getName());
        source.context().takeStructure(field.getName(), length);
        byte[] value = in.readRawBytes(length);
        append(field.getNumber(), value);
        return value;
      }
      default -> source.skip(tag); // Caffe's format has no groups.
    }
    return NOTHING;
  }

  /** Adds a sub-message or string that has been put together elsewhere. */
  void append(int fieldNumber, byte[] value) throws IOException {
    out.writeByteArray(fieldNumber, value);
  }

  /** The bytes gathered so far. */
  byte[] toByteArray() throws IOException {
    out.flush();
    return bytes.toByteArray();
  }

  /** The gathered fields as a message. */
  <T extends MessageLite> T parse(Parser<T> parser) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(toByteArray());
    in.setRecursionLimit(source.context().limits().maxDepth());
    return parser.parseFrom(in);
  }
}
