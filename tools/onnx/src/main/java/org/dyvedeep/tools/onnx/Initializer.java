package org.dyvedeep.tools.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.tools.onnx.proto.TensorProto;

/**
 * A constant tensor of the file.
 *
 * @param tensor the tensor; without elements where they are streamed
 * @param streamed weights whose elements are asked for only when they are written
 */
record Initializer(TensorProto tensor, Optional<Weights> streamed) {
  /** Trained parameters under a shape of the same size. */
  static Initializer of(String name, int[] dims, Weights weights) {
    TensorProto.Builder tensor = header(name, TensorProto.DataType.FLOAT, dims);
    return new Initializer(tensor.build(), Optional.of(weights));
  }

  /** A few numbers. */
  static Initializer of(String name, int[] dims, float[] values) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor = header(name, TensorProto.DataType.FLOAT, dims);
    return new Initializer(tensor.setRawData(ByteString.copyFrom(bytes)).build(), Optional.empty());
  }

  /** A few integers, as operators take extents and axes; without axes it is a single one. */
  static Initializer of(String name, int[] dims, long[] values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    TensorProto.Builder tensor = header(name, TensorProto.DataType.INT64, dims);
    return new Initializer(tensor.setRawData(ByteString.copyFrom(bytes)).build(), Optional.empty());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto.Builder header(String name, TensorProto.DataType type, int[] dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (int dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  String name() {
    return tensor.getName();
  }

  /** Bytes of the message. */
  long length() {
    return tensor.getSerializedSize()
        + streamed
            .map(w -> Wire.fieldLength(TensorProto.RAW_DATA_FIELD_NUMBER, bytes(w)))
            .orElse(0L);
  }

  private static long bytes(Weights weights) {
    return (long) Float.BYTES * weights.shape().size();
  }

  /** Writes the message. */
  void writeTo(CodedOutputStream out) throws IOException {
    tensor.writeTo(out);
    if (streamed.isPresent()) {
      Wire.begin(out, TensorProto.RAW_DATA_FIELD_NUMBER, bytes(streamed.get()));
      for (float value : streamed.get().values()) {
        out.writeFloatNoTag(value);
      }
    }
  }
}
