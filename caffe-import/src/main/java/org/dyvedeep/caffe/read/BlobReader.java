package org.dyvedeep.caffe.read;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.BlobShape;

/** Reads BlobProto messages straight into float arrays, without a protobuf message in between. */
final class BlobReader {
  private final WireSource source;
  private final CodedInputStream in;

  BlobReader(WireSource source) {
    this.source = source;
    this.in = source.in();
  }

  /** Reads fields up to the end of the message that the source has been narrowed to. */
  CaffeBlob read() throws IOException {
    BlobAssembler blob = new BlobAssembler(source.context());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      readField(tag, blob);
    }
    return blob.build();
  }

  private void readField(int tag, BlobAssembler blob) throws IOException {
    switch (WireFormat.getTagFieldNumber(tag)) {
      case BlobProto.NUM_FIELD_NUMBER -> blob.legacyDim(0, readSize(tag));
      case BlobProto.CHANNELS_FIELD_NUMBER -> blob.legacyDim(1, readSize(tag));
      case BlobProto.HEIGHT_FIELD_NUMBER -> blob.legacyDim(2, readSize(tag));
      case BlobProto.WIDTH_FIELD_NUMBER -> blob.legacyDim(3, readSize(tag));
      case BlobProto.SHAPE_FIELD_NUMBER -> readShape(tag, blob);
      case BlobProto.DATA_FIELD_NUMBER -> readFloats(tag, blob);
      case BlobProto.DOUBLE_DATA_FIELD_NUMBER -> readDoubles(tag, blob.doubles());
      default -> source.skip(tag);
    }
  }

  private int readSize(int tag) throws IOException {
    source.requireWireType("blobs.num/channels/height/width", tag, WIRETYPE_VARINT);
    return in.readInt32();
  }

  private void readShape(int tag, BlobAssembler blob) throws IOException {
    source.requireWireType("blobs.shape", tag, WIRETYPE_LENGTH_DELIMITED);
    int outer = source.enter("blobs.shape");
    for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
      if (WireFormat.getTagFieldNumber(inner) == BlobShape.DIM_FIELD_NUMBER) {
        readDims(inner, blob);
      } else {
        source.skip(inner);
      }
    }
    source.leave(outer);
  }

  private void readDims(int tag, BlobAssembler blob) throws IOException {
    source.requireWireType("blobs.shape.dim", tag, WIRETYPE_VARINT, WIRETYPE_LENGTH_DELIMITED);
    if (WireFormat.getTagWireType(tag) == WIRETYPE_VARINT) {
      blob.dim(in.readInt64());
      return;
    }
    int outer = source.enter("blobs.shape.dim");
    while (in.getBytesUntilLimit() > 0) {
      blob.dim(in.readInt64());
    }
    in.popLimit(outer);
  }

  private void readFloats(int tag, BlobAssembler blob) throws IOException {
    FloatSink values = blob.floats();
    source.requireWireType("blobs.data", tag, WIRETYPE_LENGTH_DELIMITED, WIRETYPE_FIXED32);
    if (WireFormat.getTagWireType(tag) == WIRETYPE_FIXED32) {
      if (values.size() == 0) {
        values.reserve(expectedSingles(blob));
      }
      values.add(in.readFloat());
      return;
    }
    int count = readRun("blobs.data", Float.BYTES);
    values.reserve(count);
    for (int i = 0; i < count; i++) {
      values.add(in.readFloat());
    }
  }

  /**
   * How many values written one by one the shape promises, if it is known already and the message
   * can hold them.
   */
  private int expectedSingles(BlobAssembler blob) {
    long count = blob.count();
    int bytesEach = 1 + Float.BYTES;
    return count <= 1 + in.getBytesUntilLimit() / bytesEach ? (int) count : 0;
  }

  private void readDoubles(int tag, FloatSink values) throws IOException {
    source.requireWireType("blobs.double_data", tag, WIRETYPE_LENGTH_DELIMITED, WIRETYPE_FIXED64);
    if (WireFormat.getTagWireType(tag) == WIRETYPE_FIXED64) {
      values.add((float) in.readDouble());
      return;
    }
    int count = readRun("blobs.double_data", Double.BYTES);
    values.reserve(count);
    for (int i = 0; i < count; i++) {
      values.add((float) in.readDouble());
    }
  }

  private int readRun(String field, int bytesEach) throws IOException {
    int length = source.readLength(field);
    if (length % bytesEach != 0) {
      throw source
          .context()
          .problem(field)
          .found(length + " bytes of packed values")
          .expected("a multiple of " + bytesEach)
          .advice("the file is damaged")
          .build();
    }
    return length / bytesEach;
  }
}
