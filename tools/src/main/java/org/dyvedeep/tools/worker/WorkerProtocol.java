package org.dyvedeep.tools.worker;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How this program and a worker talk. The worker reads requests from its standard input and writes
 * one answer a request to its file descriptor 3, in order; its standard output and error carry
 * whatever native code prints.
 *
 * <p>A message is a 32-bit length and that many bytes, all numbers big-endian. A request begins
 * with the name of its {@link Request}; an answer begins with {@link #OK} and the result, or {@link
 * #REFUSED} and a sentence. Strings and float arrays are a 32-bit length (in bytes, in elements)
 * and UTF-8 bytes or IEEE 754 numbers. At the end of its input the worker ends itself. A failed
 * CHECK in native Caffe ends the process instead of an answer. Not every worker answers every
 * request.
 */
public final class WorkerProtocol {
  /** Raised with every change, so that a worker of another build is noticed. */
  public static final int VERSION = 4;

  /** First byte of an answer with a result. */
  public static final byte OK = 0;

  /** First byte of an answer that is an error; the worker goes on. */
  public static final byte REFUSED = 1;

  private static final int LONGEST_MESSAGE = Integer.MAX_VALUE - 64;

  /** What can be asked; the names are part of the protocol. */
  public enum Request {
    /** Nothing; yields the version (int). */
    HELLO,
    /**
     * Network's path, weights' path or "", shapes of the inputs for workers whose files do not have
     * them; replaces the network; yields nothing.
     */
    LOAD,
    /** What this project's own loader takes, see {@code EngineWorker}; yields nothing. */
    LOAD_MODEL,
    /** Nothing; measures and keeps what kernels cost on this machine; yields nothing. */
    CALIBRATE,
    /** Blob name, floats; yields nothing. */
    SET_BLOB,
    /** Nothing; runs all layers; yields nothing. */
    FORWARD,
    /** Blob name; yields its floats. */
    READ_BLOB,
    /** Nothing; yields a count and, for each blob, name, rank and extents (ints). */
    BLOBS,
    /** Nothing; yields a count and, for each layer, name and type. */
    LAYERS,
    /**
     * A count and, for each set of inputs, a count and, for each blob, name and floats: what timed
     * runs take in turn, see {@link TimedRuns}; yields nothing.
     */
    INPUTS,
    /** Number of runs (int); yields as many nanoseconds (longs). */
    TIME,
    /** Nothing; runs the layers one by one; yields a count and nanoseconds (longs). */
    TIME_LAYERS,
    /** Path; writes the network with its weights as a caffemodel; yields nothing. */
    SAVE,
    /** Nothing; yields nothing, then the worker ends. */
    QUIT
  }

  private WorkerProtocol() {}

  /**
   * Reads one message.
   *
   * @throws EOFException if the other side ended
   * @throws IOException if the length is impossible
   */
  public static DataInputStream read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 1 || length > LONGEST_MESSAGE) {
      throw new IOException("a message of " + length + " bytes: this is not the worker's protocol");
    }
    byte[] message = in.readNBytes(length);
    if (message.length < length) {
      throw new EOFException("the message breaks off");
    }
    return new DataInputStream(new ByteArrayInputStream(message));
  }

  /** Writes one message. */
  public static void write(DataOutputStream out, byte[] message) throws IOException {
    out.writeInt(message.length);
    out.write(message);
    out.flush();
  }

  /** Writes a string as part of a message. */
  public static void writeString(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads a string from a message. */
  public static String readString(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  /** Writes shapes by name as part of a message. */
  public static void writeShapes(DataOutputStream out, Map<String, int[]> shapes)
      throws IOException {
    out.writeInt(shapes.size());
    for (Map.Entry<String, int[]> shape : shapes.entrySet()) {
      writeString(out, shape.getKey());
      out.writeInt(shape.getValue().length);
      for (int extent : shape.getValue()) {
        out.writeInt(extent);
      }
    }
  }

  /** Reads shapes by name from a message. */
  public static Map<String, int[]> readShapes(DataInputStream in) throws IOException {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      String name = readString(in);
      int[] extents = new int[in.readInt()];
      for (int axis = 0; axis < extents.length; axis++) {
        extents[axis] = in.readInt();
      }
      shapes.put(name, extents);
    }
    return shapes;
  }

  /** Writes longs as part of a message. */
  public static void writeLongs(DataOutputStream out, long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  /** Reads longs from a message. */
  public static long[] readLongs(DataInputStream in) throws IOException {
    long[] values = new long[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readLong();
    }
    return values;
  }

  /** Writes floats as part of a message. */
  public static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  /** Reads floats from a message. */
  public static float[] readFloats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = in.readNBytes(Math.multiplyExact(values.length, Float.BYTES));
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
