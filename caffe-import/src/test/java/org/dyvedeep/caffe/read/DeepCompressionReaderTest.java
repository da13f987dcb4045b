package org.dyvedeep.caffe.read;

import static org.dyvedeep.caffe.ImportFailures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.SharedFiles;
import org.dyvedeep.caffe.proto.ConvolutionParameter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeepCompressionReaderTest {
  private static final List<String> NAMES = List.of("conv1", "pool", "fc2");
  private static final Shape CONV = Shape.of(2, 1, 3, 4);
  private static final Shape FC = Shape.of(3, 8);

  @TempDir private Path folder;

  private static float[] codebook(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = i * 0.25f;
    }
    return values;
  }

  /** conv1: positions 2, 3, 19 (a filler with code 0) and 21; fc2: positions 0 and 23. */
  private static byte[] small() {
    return new DeepCompressionFile()
        .layer(
            8,
            codebook(256),
            new float[] {1, 2},
            new int[] {255, 7, 0, 16},
            new int[] {2, 0, 15, 1})
        .layer(4, codebook(16), new float[] {3, 4, 5}, new int[] {15, 1, 2}, new int[] {0, 6, 15})
        .toByteArray();
  }

  private DeepCompressionReader open(byte... bytes) {
    return open(ImportLimits.defaults(), bytes);
  }

  private DeepCompressionReader open(ImportLimits limits, byte... bytes) {
    try {
      return DeepCompressionReader.open(
          Files.write(folder.resolve("test.net"), bytes), NAMES, limits);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void readAll(byte... bytes) throws IOException {
    try (DeepCompressionReader reader = open(bytes)) {
      reader.readLayer("conv1", CONV, 2);
      reader.readLayer("fc2", FC, 3);
      reader.finish();
    }
  }

  @Test
  void positionsAndValues() throws IOException {
    float[] conv = new float[24];
    conv[2] = 63.75f;
    conv[3] = 1.75f;
    conv[21] = 4;
    float[] fc = new float[24];
    fc[0] = 3.75f;
    fc[7] = 0.25f;
    fc[23] = 0.5f;
    try (DeepCompressionReader reader = open(small())) {
      assertEquals(List.of("conv1", "fc2"), reader.layers());
      DeepCompressionLayer first = reader.readLayer("conv1", CONV, 2);
      assertArrayEquals(conv, first.weights().values());
      assertArrayEquals(new float[] {1, 2}, first.bias());
      assertEquals(4, first.weights().nonzeros());
      DeepCompressionLayer second = reader.readLayer("fc2", FC, 3);
      assertArrayEquals(fc, second.weights().values());
      assertArrayEquals(new float[] {3, 4, 5}, second.bias());
      reader.finish();
    }
  }

  @Test
  void filesThatDoNotBelongToTheNetwork() {
    byte[] whole = small();
    assertRefused(() -> readAll(Arrays.copyOf(whole, whole.length + 1)), "1 bytes after");
    assertRefused(() -> readAll(Arrays.copyOf(whole, whole.length - 1)), "fc2", "bytes left");
    assertRefused(() -> readAll(Arrays.copyOf(whole, 7)), "7 bytes left", "8 bytes");
    assertRefused(() -> open(), "an empty file");
    byte[] many = whole.clone();
    many[3] = (byte) 0xFF;
    assertRefused(() -> readAll(many), "conv1", "4278190084 stored weights", "24");
    byte[] far = whole.clone();
    far[far.length - 1] = 0x0F;
    far[far.length - 2] = (byte) 0xFF;
    assertRefused(() -> readAll(far), "fc2", "outside weights of 3x8");
    ImportLimits tiny = ImportLimits.defaults().withMaxWeightBytes(50);
    assertRefused(() -> open(tiny, whole).readLayer("conv1", CONV, 2), "limit on weights");
  }

  @Test
  void layersMustBeReadInOrder() throws IOException {
    try (DeepCompressionReader reader = open(small())) {
      assertThrows(IllegalArgumentException.class, () -> reader.readLayer("fc2", FC, 3));
      reader.readLayer("conv1", CONV, 2);
      assertThrows(IllegalStateException.class, reader::finish);
    }
  }

  @Test
  void squeezeNetDecodesToTheLastByteAndIsTwoThirdsZeros() throws IOException {
    Path prototxt = SharedFiles.model("squeezenet-deep-compression/deploy.prototxt");
    Path weights = SharedFiles.model("squeezenet-deep-compression/compressed_SqueezeNet.net");
    NetParameter net = new PrototxtReader(ReadOptions.defaults()).read(prototxt).net();
    assertEquals(0.666, zeros(weights, convolutions(net)), 0.0005);
  }

  @Test
  void alexNetsOfThisProjectDecodeToTheLastByte() throws IOException {
    Path dense = SharedFiles.model("trained/alexnet-cifar10.net");
    Path pruned = SharedFiles.model("trained/alexnet-cifar10-compressed.net");
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("conv1", Shape.of(96, 3, 11, 11));
    shapes.put("conv2", Shape.of(256, 48, 5, 5));
    shapes.put("conv3", Shape.of(384, 256, 3, 3));
    shapes.put("conv4", Shape.of(384, 192, 3, 3));
    shapes.put("conv5", Shape.of(256, 192, 3, 3));
    shapes.put("fc6", Shape.of(4096, 9216));
    shapes.put("fc7", Shape.of(4096, 4096));
    shapes.put("fc8", Shape.of(10, 4096));
    assertEquals(0, zeros(dense, shapes), 0.01);
    // 10% of fc6's and fc7's weights were kept, which are most of all.
    assertEquals(0.88, zeros(pruned, shapes), 0.02);
  }

  /**
   * Weight shapes of a network of convolutions, concatenations and layers that keep the channels.
   */
  static Map<String, Shape> convolutions(NetParameter net) {
    Map<String, Integer> channels = new HashMap<>(Map.of("data", 3));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (LayerParameter layer : net.getLayerList()) {
      int in = layer.getBottomList().stream().mapToInt(channels::get).sum();
      int out = in;
      if (layer.getType().equals("Convolution")) {
        ConvolutionParameter settings = layer.getConvolutionParam();
        out = settings.getNumOutput();
        int kernel = settings.getKernelSize(0);
        shapes.put(layer.getName(), Shape.of(out, in, kernel, kernel));
      }
      channels.put(layer.getTop(0), out);
    }
    return shapes;
  }

  /** Share of zeros among all weights; every byte of the file must be used. */
  private static double zeros(Path file, Map<String, Shape> shapes) throws IOException {
    long zeros = 0;
    long all = 0;
    List<String> names = List.copyOf(shapes.keySet());
    try (DeepCompressionReader reader =
        DeepCompressionReader.open(file, names, ImportLimits.defaults())) {
      for (String name : names) {
        Shape shape = shapes.get(name);
        float[] values = reader.readLayer(name, shape, shape.dim(0)).weights().values();
        for (float value : values) {
          zeros += value == 0 ? 1 : 0;
        }
        all += values.length;
      }
      reader.finish();
    }
    return (double) zeros / all;
  }
}
