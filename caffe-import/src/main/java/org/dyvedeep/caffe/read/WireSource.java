package org.dyvedeep.caffe.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;

/**
 * A binary protobuf file, read front to back through a small buffer. Lengths are held against the
 * enclosing message and the file before anything is allocated.
 */
final class WireSource {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ReadContext context;
  private final CodedInputStream in;

  /**
   * Wraps a stream.
   *
   * @param bytes size of the file, under 2 GiB
   */
  WireSource(ReadContext context, InputStream stream, int bytes) throws IOException {
    this.context = context;
    this.in = CodedInputStream.newInstance(stream, BUFFER_BYTES);
    in.setRecursionLimit(context.limits().maxDepth());
    in.pushLimit(bytes);
  }

  ReadContext context() {
    return context;
  }

  CodedInputStream in() {
    return in;
  }

  /** Reads a length, checks it against the bytes that are left, and narrows the source to it. */
  int enter(String field) throws IOException {
    return in.pushLimit(readLength(field));
  }

  /** Ends what {@link #enter} began. */
  void leave(int outer) throws IOException {
    in.checkLastTagWas(0);
    in.popLimit(outer);
  }

  /** A length that fits into what is left of the enclosing message. */
  int readLength(String field) throws IOException {
    int length = in.readRawVarint32();
    int left = in.getBytesUntilLimit();
    if (length < 0 || length > left) {
      throw context
          .problem(field)
          .found("a length of " + Integer.toUnsignedString(length) + " bytes")
          .expected("at most the " + left + " bytes that are left")
          .advice("the file is damaged or was cut short: fetch it again")
          .build();
    }
    return length;
  }

  /** Refuses a known field that is encoded in a way its type does not allow. */
  void requireWireType(String field, int tag, int... allowed) {
    int found = WireFormat.getTagWireType(tag);
    for (int type : allowed) {
      if (found == type) {
        return;
      }
    }
    throw context
        .problem(field)
        .found("wire type " + found)
        .expected("wire type " + allowed[0])
        .advice("the file is damaged or was not written by Caffe")
        .build();
  }

  /** Leaves a field out without keeping its bytes. */
  void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw context
          .problem("")
          .found("the end of a group that never began")
          .expected("a field")
          .advice("the file is damaged")
          .build();
    }
  }
}
