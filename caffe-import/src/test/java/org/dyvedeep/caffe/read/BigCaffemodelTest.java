package org.dyvedeep.caffe.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caffemodel of VGG-16's size must be read with at most 1.3 times its weights and 200 MB of
 * memory. It is read in a JVM of its own with a heap that leaves 60 MB of that to the JVM itself;
 * on Linux the process's peak is checked as well.
 */
class BigCaffemodelTest {
  private static final long MB = 1_000_000;
  private static final int PATTERN = 1 << 18;

  /**
   * Outputs and inputs of fully connected layers: VGG-16's three, and one for all its convolutions.
   */
  private static final int[][] LAYERS = {{4096, 25088}, {4096, 4096}, {1000, 4096}, {3592, 4096}};

  @TempDir private Path folder;

  @Test
  void peakMemoryStaysWithinTheLimit() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.getFileStore(folder).getUsableSpace() > 2_000 * MB,
        "the temporary folder has less than 2 GB free");
    Path file = folder.resolve("big.caffemodel");
    long weightBytes = write(file);
    assertTrue(weightBytes > 540 * MB, "bytes of weights: " + weightBytes);
    long most = weightBytes * 13 / 10 + 200 * MB;

    String report = readInOwnJvm(file, most - 60 * MB);
    String[] parts = report.split(" ", -1);
    assertEquals(weightBytes, Long.parseLong(parts[0]), report);
    long peak = Long.parseLong(parts[1]);
    assertTrue(peak <= most, "peak of " + peak + " bytes, allowed " + most);
  }

  private String readInOwnJvm(Path file, long heap) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx" + heap / 1024 + "k",
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertTrue(ended, "still reading: " + text);
    assertEquals(0, process.exitValue(), text);
    // The JVM may print warnings of its own in front.
    return text.strip().lines().reduce((first, second) -> second).orElseThrow();
  }

  /** Writes the layers as Caffe does, with each blob's shape behind its values. */
  private static long write(Path file) throws IOException {
    ByteBuffer pattern = ByteBuffer.allocate(4 * PATTERN).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < PATTERN; i++) {
      pattern.putFloat(i);
    }
    long weights = 0;
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < LAYERS.length; i++) {
        writeLayer(stream, "fc" + i, LAYERS[i], pattern.array());
        weights += 4L * LAYERS[i][0] * LAYERS[i][1];
      }
    }
    return weights;
  }

  private static void writeLayer(OutputStream stream, String name, int[] dims, byte[] pattern)
      throws IOException {
    int bytes = 4 * dims[0] * dims[1];
    byte[] shape =
        BlobProto.newBuilder()
            .setShape(BlobShape.newBuilder().addDim(dims[0]).addDim(dims[1]))
            .build()
            .toByteArray();
    int blob = sizeOfField(BlobProto.DATA_FIELD_NUMBER, bytes) + shape.length;
    byte[] head =
        LayerParameter.newBuilder().setName(name).setType("InnerProduct").build().toByteArray();
    int layer = head.length + sizeOfField(LayerParameter.BLOBS_FIELD_NUMBER, blob);

    CodedOutputStream out = CodedOutputStream.newInstance(stream);
    begin(out, NetParameter.LAYER_FIELD_NUMBER, layer);
    out.writeRawBytes(head);
    begin(out, LayerParameter.BLOBS_FIELD_NUMBER, blob);
    begin(out, BlobProto.DATA_FIELD_NUMBER, bytes);
    for (int written = 0; written < bytes; written += pattern.length) {
      out.writeRawBytes(pattern, 0, Math.min(pattern.length, bytes - written));
    }
    out.writeRawBytes(shape);
    out.flush();
  }

  private static void begin(CodedOutputStream out, int field, int length) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(length);
  }

  private static int sizeOfField(int field, int length) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt32SizeNoTag(length)
        + length;
  }

  /**
   * The program of the forked JVM: prints the bytes of weights and the peak of the process, or 0 if
   * unknown.
   */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) throws IOException {
      CaffemodelFile file =
          new CaffemodelReader(ReadOptions.defaults()).read(Path.of(arguments[0]));
      for (int i = 0; i < LAYERS.length; i++) {
        float[] data = file.blobs("fc" + i).get(0).data();
        int last = data.length - 1;
        if (data[0] != 0 || data[last] != last % PATTERN) {
          throw new AssertionError("wrong values in layer " + i);
        }
      }
      System.out.println(file.weightBytes() + " " + peakBytes());
    }

    private static long peakBytes() throws IOException {
      Path status = Path.of("/proc/self/status");
      if (!Files.exists(status)) {
        return 0;
      }
      List<String> lines = Files.readAllLines(status, StandardCharsets.US_ASCII);
      String peak = lines.stream().filter(l -> l.startsWith("VmHWM:")).findFirst().orElseThrow();
      return 1024 * Long.parseLong(peak.replaceAll("[^0-9]", ""));
    }
  }
}
