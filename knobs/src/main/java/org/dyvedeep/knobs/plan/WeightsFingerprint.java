package org.dyvedeep.knobs.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Tells weights apart by their values, however they were stored: SHA-256 over names, shapes and
 * decoded values of all convolutions and fully-connected layers in the network's order.
 */
public final class WeightsFingerprint {
  private static final String PREFIX = "sha256:";
  private static final int FLOATS = 1 << 14;

  private WeightsFingerprint() {}

  /**
   * The fingerprint of a network as it was imported; passes that fold layers into others change it.
   *
   * @throws IllegalStateException if a layer lacks weights
   */
  public static String of(Graph graph) {
    MessageDigest digest = sha256();
    for (Node node : graph.nodes()) {
      if (takesEffort(node)) {
        add(digest, node);
      }
    }
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  /** Whether a node is one that knobs can act on: a convolution or a fully-connected layer. */
  static boolean takesEffort(Node node) {
    return node.operation() instanceof Convolution || node.operation() instanceof InnerProduct;
  }

  /** Whether a text could be a fingerprint. */
  static boolean isOne(String text) {
    return text.matches(PREFIX + "[0-9a-f]{64}");
  }

  private static void add(MessageDigest digest, Node node) {
    byte[] name = node.name().getBytes(StandardCharsets.UTF_8);
    digest.update(ints(name.length));
    digest.update(name);
    digest.update(ints(node.weights().size()));
    for (Weights weights : node.weights()) {
      digest.update(ints(weights.shape().rank()));
      digest.update(ints(weights.shape().dims()));
      if (weights instanceof CodebookWeights compressed) {
        add(digest, compressed);
      } else {
        add(digest, weights.values());
      }
    }
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * Math.min(FLOATS, values.length));
    for (int from = 0; from < values.length; from += FLOATS) {
      buffer.clear();
      for (int i = from; i < Math.min(from + FLOATS, values.length); i++) {
        buffer.putFloat(withoutSignOfZero(values[i]));
      }
      digest.update(buffer.flip());
    }
  }

  /** As the values would be added, of which a large layer has hundreds of megabytes. */
  private static void add(MessageDigest digest, CodebookWeights weights) {
    int size = weights.shape().size();
    CodebookWeights.Reader reader = weights.reader();
    byte[] codes = new byte[Math.min(FLOATS, size)];
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * codes.length);
    for (int from = 0; from < size; from += FLOATS) {
      int count = Math.min(FLOATS, size - from);
      reader.read(codes, count);
      buffer.clear();
      for (int i = 0; i < count; i++) {
        buffer.putFloat(withoutSignOfZero(weights.codeValue(codes[i] & 0xFF)));
      }
      digest.update(buffer.flip());
    }
  }

  /** Some spellings cannot express the sign. */
  private static float withoutSignOfZero(float value) {
    return value + 0f;
  }

  private static byte[] ints(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length);
    buffer.asIntBuffer().put(values);
    return buffer.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
