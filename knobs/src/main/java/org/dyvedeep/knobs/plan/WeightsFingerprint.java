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
      add(digest, weights.values());
    }
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * Math.min(FLOATS, values.length));
    for (int from = 0; from < values.length; from += FLOATS) {
      buffer.clear();
      for (int i = from; i < Math.min(from + FLOATS, values.length); i++) {
        // Adding 0 makes a 0 of -0, which some spellings cannot express.
        buffer.putFloat(values[i] + 0f);
      }
      digest.update(buffer.flip());
    }
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
