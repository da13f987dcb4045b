package org.dyvedeep.tools.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Fields of a length that is known before their content is at hand. */
final class Wire {
  private Wire() {}

  /** Bytes of a field: tag, length and content. */
  static long fieldLength(int field, long content) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(content)
        + content;
  }

  /** Writes what stands before the content. */
  static void begin(CodedOutputStream out, int field, long length) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(length);
  }
}
