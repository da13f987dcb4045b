package org.dyvedeep.caffe.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes Deep Compression files, entry by entry, as the format's description says. */
final class DeepCompressionFile {
  private final List<Integer> counts = new ArrayList<>();
  private final ByteArrayOutputStream layers = new ByteArrayOutputStream();

  /** Adds a layer; {@code codes} and {@code gaps} have one value for each stored entry. */
  DeepCompressionFile layer(int bits, float[] codebook, float[] bias, int[] codes, int[] gaps) {
    counts.add(codes.length);
    layers.writeBytes(floats(codebook));
    layers.writeBytes(floats(bias));
    layers.writeBytes(pack(codes, bits));
    layers.writeBytes(pack(gaps, 4));
    return this;
  }

  byte[] toByteArray() {
    ByteBuffer file =
        ByteBuffer.allocate(4 * counts.size() + layers.size()).order(ByteOrder.LITTLE_ENDIAN);
    counts.forEach(file::putInt);
    return file.put(layers.toByteArray()).array();
  }

  private static byte[] floats(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  private static byte[] pack(int[] values, int bits) {
    int perByte = 8 / bits;
    byte[] packed = new byte[values.length == 0 ? 0 : (values.length - 1) / perByte + 1];
    for (int i = 0; i < values.length; i++) {
      packed[i / perByte] |= (byte) (values[i] << (i % perByte * bits));
    }
    return packed;
  }
}
