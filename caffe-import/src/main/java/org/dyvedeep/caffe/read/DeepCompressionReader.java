package org.dyvedeep.caffe.read;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.engine.tensor.CodebookWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;

/**
 * Reads weights from the {@code .net} files of Deep Compression (Han et al. 2016), layer by layer
 * in the order of the prototxt. All numbers are little-endian: first the number of stored entries
 * of every layer; then for each layer a codebook of floats (256 for convolutions, else 16), one
 * bias for each output, the packed codes and the packed gaps. The file names neither layers nor
 * shapes, so every size comes from the network it belongs to.
 */
public final class DeepCompressionReader implements Closeable {
  private static final int CONVOLUTION_BITS = 8;
  private static final int OTHER_BITS = 4;

  private final ReadContext context;
  private final List<String> names;
  private final InputStream in;
  private final int[] entries;
  private long left;
  private int next;

  private DeepCompressionReader(ReadContext context, List<String> names, InputStream in, long size)
      throws IOException {
    this.context = context;
    this.names = names;
    this.in = in;
    this.left = size;
    this.entries = readEntries();
  }

  /**
   * Opens a file and reads the table at its start.
   *
   * @param layers names of the network's layers with weights (not of, say, a ReLU called
   *     "relu_conv1") in the order of the prototxt; those that the format does not store (see
   *     {@link #stores}) are passed over
   * @throws ModelImportException if the file cannot be read or is too short for that many layers
   */
  public static DeepCompressionReader open(Path file, List<String> layers, ImportLimits limits) {
    List<String> stored = layers.stream().filter(DeepCompressionReader::stores).toList();
    ReadContext context = new ReadContext(file.toString(), limits);
    long size = ModelFiles.size(file);
    ModelFiles.refuseForeign(file.toString(), ModelFiles.head(file), "Deep Compression weights");
    try {
      InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      return open(context, stored, stream, size);
    } catch (IOException e) {
      throw ModelFiles.unreadable(file, e);
    }
  }

  private static DeepCompressionReader open(
      ReadContext context, List<String> stored, InputStream stream, long size) throws IOException {
    boolean opened = false;
    try {
      DeepCompressionReader reader = new DeepCompressionReader(context, stored, stream, size);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        stream.close();
      }
    }
  }

  /** Whether the format stores a layer of this name: if it contains "conv", "fc" or "ip". */
  public static boolean stores(String layer) {
    return layer.contains("conv") || layer.contains("fc") || layer.contains("ip");
  }

  /** The layers that the file is taken to hold, in order. */
  public List<String> layers() {
    return names;
  }

  private int[] readEntries() throws IOException {
    ByteBuffer table = readBuffer("the table of entries", 4L * names.size());
    int[] counts = new int[names.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = table.getInt();
    }
    return counts;
  }

  /**
   * Reads the next layer.
   *
   * @param name its name, which must be the next of {@link #layers()}
   * @param shape the shape of its weights
   * @param outputs how many biases it has
   * @throws IllegalArgumentException if it is not this layer's turn
   * @throws ModelImportException if the file does not hold a layer of this shape
   */
  public DeepCompressionLayer readLayer(String name, Shape shape, int outputs) {
    if (next == names.size() || !names.get(next).equals(name)) {
      String turn = next == names.size() ? "no layer" : names.get(next);
      throw new IllegalArgumentException("asked for " + name + " when it is the turn of " + turn);
    }
    context.enterLayer(name);
    int stored = checkEntries(entries[next++], shape);
    context.takeWeights((long) shape.size() + outputs);
    try {
      return readLayer(name, shape, outputs, stored);
    } catch (IOException e) {
      throw context.problem("").found("a file that cannot be read (" + e + ")").cause(e).build();
    }
  }

  private DeepCompressionLayer readLayer(String name, Shape shape, int outputs, int stored)
      throws IOException {
    int bits = name.contains("conv") ? CONVOLUTION_BITS : OTHER_BITS;
    long codeBytes = ((long) stored * bits + 7) / 8;
    long gapBytes = ((long) stored + 1) / 2;
    requireLeft("the layer", (4L << bits) + 4L * outputs + codeBytes + gapBytes);
    float[] codebook = readFloats("the codebook", 1 << bits);
    float[] bias = readFloats("the bias", outputs);
    byte[] codes = readBuffer("the codes", codeBytes).array();
    byte[] gaps = readBuffer("the gaps", gapBytes).array();
    try {
      return new DeepCompressionLayer(
          name, new CodebookWeights(shape, codebook, bits, stored, codes, gaps), bias);
    } catch (ShapeException e) {
      throw mismatch("entries that do not fit: " + e.getMessage(), "weights of " + shape, e);
    }
  }

  private int checkEntries(int count, Shape shape) {
    if (count < 0 || count > shape.size()) {
      throw mismatch(
          Integer.toUnsignedString(count) + " stored weights",
          "at most " + shape.size() + ", the size of " + shape,
          null);
    }
    return count;
  }

  private float[] readFloats(String what, int count) throws IOException {
    float[] values = new float[count];
    readBuffer(what, 4L * count).asFloatBuffer().get(values);
    return values;
  }

  private ByteBuffer readBuffer(String what, long bytes) throws IOException {
    requireLeft(what, bytes);
    byte[] read = in.readNBytes((int) bytes);
    if (read.length != bytes) {
      throw mismatch("a file that became shorter while it was read", "a file at rest", null);
    }
    left -= bytes;
    return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void requireLeft(String what, long bytes) {
    if (bytes > left || bytes > Integer.MAX_VALUE - 8) {
      throw mismatch(left + " bytes left for " + what, bytes + " bytes", null);
    }
  }

  /**
   * Checks that everything has been read.
   *
   * @throws ModelImportException if layers or bytes are left over
   */
  public void finish() {
    context.enterLayer("");
    if (next < names.size()) {
      throw new IllegalStateException("the layer " + names.get(next) + " has not been read");
    }
    if (left > 0) {
      throw mismatch(left + " bytes after the last layer", "the end of the file", null);
    }
  }

  private ModelImportException mismatch(String found, String expected, Throwable cause) {
    return context
        .problem("")
        .found(found)
        .expected(expected)
        .advice("check that the weights belong to this network, or fetch them again")
        .cause(cause)
        .build();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
