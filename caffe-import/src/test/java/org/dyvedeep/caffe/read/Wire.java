package org.dyvedeep.caffe.read;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes protobuf's wire format by hand, right or wrong. */
final class Wire {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  Wire string(int field, String value) {
    return run(() -> out.writeString(field, value));
  }

  Wire message(int field, Wire value) {
    return bytes(field, value.toByteArray());
  }

  Wire bytes(int field, byte... value) {
    return run(() -> out.writeByteArray(field, value));
  }

  Wire varint(int field, long value) {
    return run(() -> out.writeUInt64(field, value));
  }

  Wire floats(int field, float... values) {
    return run(
        () -> {
          for (float value : values) {
            out.writeFloat(field, value);
          }
        });
  }

  Wire packedFloats(int field, float... values) {
    return run(
        () -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt32NoTag(4 * values.length);
          for (float value : values) {
            out.writeFloatNoTag(value);
          }
        });
  }

  Wire doubles(int field, double... values) {
    return run(
        () -> {
          for (double value : values) {
            out.writeDouble(field, value);
          }
        });
  }

  Wire tag(int field, int wireType) {
    return run(() -> out.writeTag(field, wireType));
  }

  /** A tag with a length that says more, or less, than follows. */
  Wire lie(int field, long length) {
    return run(
        () -> {
          out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
          out.writeUInt64NoTag(length);
        });
  }

  byte[] toByteArray() {
    run(out::flush);
    return bytes.toByteArray();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private Wire run(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
