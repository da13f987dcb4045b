package org.dyvedeep.caffe.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.SharedFiles;
import org.dyvedeep.caffe.filter.NetFilter;
import org.dyvedeep.caffe.filter.StateOptions;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V0LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.dyvedeep.caffe.upgrade.NetUpgrader;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand truncations and a thousand damaged bytes of each kind of file: each must give a value
 * or a ModelImportException, soon and without more memory than the limits allow.
 */
class HostileBytesTest {
  private static final int TRIES = 1000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Enough for the largest file here; a damaged size beyond it must be refused before it is
   * allocated.
   */
  private static final ImportLimits LIMITS =
      ImportLimits.defaults().withMaxWeightBytes(256L << 20).withMaxStructureBytes(1 << 20);

  private static final ReadOptions OPTIONS = ReadOptions.defaults().withLimits(LIMITS);

  /**
   * What one attempt may allocate in all, garbage included: some buffers, and some times the file's
   * size.
   */
  private static final long MOST_FIXED = 4 << 20;

  private static final long MOST_PER_BYTE = 40;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  private interface Reading {
    Object read(Path file) throws IOException;
  }

  private void attack(byte[] whole, Reading reading) throws IOException {
    Path file = Files.write(folder.resolve("model"), whole);
    assertNotNull(reading.read(file), "the file as it is");
    Random random = new Random(20_160_218);
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          int refused =
              flips(whole, file, reading, random)
                  + truncations(whole.length, file, reading, random);
          assertTrue(refused > TRIES / 20, "refused: " + refused);
        });
  }

  /** One damaged byte at a time: the first three hundred, where the structure is, then any. */
  private static int flips(byte[] whole, Path file, Reading reading, Random random)
      throws IOException {
    int refused = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < TRIES; i++) {
        int at = i < 300 ? i % whole.length : random.nextInt(whole.length);
        byte flipped = (byte) (whole[at] ^ (1 + random.nextInt(255)));
        channel.write(ByteBuffer.wrap(new byte[] {flipped}), at);
        refused += attempt(file, whole.length, reading);
        channel.write(ByteBuffer.wrap(whole, at, 1), at);
      }
    }
    return refused;
  }

  /** Shorter and shorter: the hundred longest and shortest lengths, others at random. */
  private static int truncations(int whole, Path file, Reading reading, Random random)
      throws IOException {
    int[] lengths =
        IntStream.range(0, TRIES)
            .map(i -> i < 100 ? i : i < 200 ? whole + 99 - i : random.nextInt(whole))
            .map(length -> -Math.min(whole - 1, Math.max(0, length)))
            .sorted()
            .toArray();
    int refused = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int length : lengths) {
        channel.truncate(-length);
        refused += attempt(file, -length, reading);
      }
    }
    return refused;
  }

  /** 0 for a value, 1 for a ModelImportException; anything else fails the test. */
  private static int attempt(Path file, int length, Reading reading) throws IOException {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      assertNotNull(reading.read(file));
      return 0;
    } catch (ModelImportException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      return 1;
    } finally {
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertTrue(
          allocated < MOST_FIXED + MOST_PER_BYTE * length,
          () -> allocated + " bytes allocated for a file of " + length);
    }
  }

  private static Object readCaffemodel(Path file) {
    CaffemodelFile read = new CaffemodelReader(OPTIONS).read(file);
    return NetUpgrader.upgrade(file.toString(), SourceMap.empty(), read.structure());
  }

  private static Object readPrototxt(Path file) {
    ParsedNet read = new PrototxtReader(OPTIONS).read(file);
    NetParameter net = NetUpgrader.upgrade(file.toString(), read.positions(), read.net()).net();
    return NetFilter.filter(file.toString(), read.positions(), net, StateOptions.defaults());
  }

  private static BlobProto blob(int count) {
    return BlobProto.newBuilder()
        .setShape(BlobShape.newBuilder().addDim(count))
        .addAllData(IntStream.range(0, count).mapToObj(i -> (float) i).toList())
        .build();
  }

  @Test
  void caffemodelOfTheCurrentGeneration() throws IOException {
    LayerParameter.Builder layer =
        LayerParameter.newBuilder().setType("Convolution").addBottom("data").addTop("c");
    layer.getConvolutionParamBuilder().setNumOutput(20).addKernelSize(3).getWeightFillerBuilder();
    NetParameter.Builder net = NetParameter.newBuilder().setName("net").addInput("data");
    for (int i = 0; i < 5; i++) {
      net.addLayer(layer.setName("conv" + i).clearBlobs().addBlobs(blob(30)).addBlobs(blob(3)));
    }
    attack(net.build().toByteArray(), HostileBytesTest::readCaffemodel);
  }

  @Test
  void caffemodelOfTheOldestGeneration() throws IOException {
    NetParameter.Builder net = NetParameter.newBuilder().setName("net").addInput("data");
    for (int i = 0; i < 5; i++) {
      V0LayerParameter.Builder layer =
          V0LayerParameter.newBuilder().setName("conv" + i).setType("conv").setKernelsize(3);
      BlobProto legacy =
          blob(24).toBuilder()
              .clearShape()
              .setNum(2)
              .setChannels(3)
              .setHeight(2)
              .setWidth(2)
              .build();
      net.addLayers(
          V1LayerParameter.newBuilder().addBottom("data").setLayer(layer.addBlobs(legacy)));
    }
    attack(net.build().toByteArray(), HostileBytesTest::readCaffemodel);
  }

  @Test
  void realCaffemodel() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedFiles.model("trained/cifar10-quick.caffemodel"));
    attack(bytes, HostileBytesTest::readCaffemodel);
  }

  @Test
  void prototxt() throws IOException {
    String text =
        """
        name: "net" # with a comment
        layers { layer { name: 'pad1' type: "padding" pad: 0x2 } bottom: 'data' top: 'p' }
        layers { layer { name: 'conv1' type: "conv" num_output: 010 kernelsize: 3 biasterm: true
                         weight_filler < type: "gaussian" std: 1e-2f > blobs_lr: [1., 2] }
                 bottom: 'p', top: "co" "nv1"; }
        input: 'data' input_dim: [1, 3, 32, 32] state { phase: TEST level: -1 stage: '\\x41' }
        """;
    attack(text.getBytes(UTF_8), HostileBytesTest::readPrototxt);
  }

  @Test
  void realPrototxt() throws IOException {
    Path path = SharedFiles.model("reference-prototxt/bvlc_alexnet_train_val.prototxt");
    attack(Files.readAllBytes(path), HostileBytesTest::readPrototxt);
  }

  @Test
  void mean() throws IOException {
    BlobProto.Builder blob =
        BlobProto.newBuilder().setNum(1).setChannels(3).setHeight(5).setWidth(4);
    blob.addAllData(blob(60).getDataList());
    attack(blob.build().toByteArray(), file -> MeanImage.read(file, LIMITS).perChannel());
  }

  @Test
  void compressedWeights() throws IOException {
    int[] ramp = IntStream.range(0, 300).map(i -> i % 16).toArray();
    byte[] bytes =
        new DeepCompressionFile()
            .layer(8, new float[256], new float[7], ramp, ramp)
            .layer(4, new float[16], new float[9], ramp, ramp)
            .toByteArray();
    List<String> names = List.of("conv1", "fc2");
    attack(bytes, file -> readLayers(file, names, List.of(Shape.of(7, 400), Shape.of(9, 300))));
  }

  @Test
  void realCompressedWeights() throws IOException {
    byte[] bytes =
        Files.readAllBytes(
            SharedFiles.model("squeezenet-deep-compression/compressed_SqueezeNet.net"));
    Path prototxt = SharedFiles.model("squeezenet-deep-compression/deploy.prototxt");
    var shapes =
        DeepCompressionReaderTest.convolutions(
            new PrototxtReader(ReadOptions.defaults()).read(prototxt).net());
    List<String> names = List.copyOf(shapes.keySet());
    attack(bytes, file -> readLayers(file, names, List.copyOf(shapes.values())));
  }

  private static Object readLayers(Path file, List<String> names, List<Shape> shapes)
      throws IOException {
    try (DeepCompressionReader reader = DeepCompressionReader.open(file, names, LIMITS)) {
      float last = 0;
      for (int i = 0; i < names.size(); i++) {
        Shape shape = shapes.get(i);
        last += reader.readLayer(names.get(i), shape, shape.dim(0)).bias()[0];
      }
      reader.finish();
      return last;
    }
  }
}
