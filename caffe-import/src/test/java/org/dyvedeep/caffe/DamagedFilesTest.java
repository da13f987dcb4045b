package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files cut short or with a byte changed: a model, or one clear refusal, and nothing else. */
class DamagedFilesTest {
  private static final int TRIALS = 1000;
  private static final ImportOptions OPTIONS =
      ImportOptions.defaults()
          .withLimits(
              ImportLimits.defaults().withMaxWeightBytes(1 << 20).withMaxTextBytes(1 << 20));

  @TempDir Path folder;
  private Random random;
  private int models;

  @BeforeEach
  void seed() {
    random = new Random(20161122);
    models = 0;
  }

  /** What is tried on each damaged file. */
  private interface Import {
    ImportedModel run(byte[] bytes) throws IOException;
  }

  private void damage(byte[] whole, Import action) throws IOException {
    assertNotNull(action.run(whole));
    for (int i = 0; i < TRIALS; i++) {
      attempt(action, Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
    for (int i = 0; i < TRIALS; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
      attempt(action, changed);
    }
  }

  private void attempt(Import action, byte[] bytes) throws IOException {
    try {
      assertNotNull(action.run(bytes));
      models++;
    } catch (ModelImportException e) {
      assertTrue(e.getMessage().length() > 20, e.getMessage());
    }
  }

  @Test
  void caffemodel() throws IOException {
    damage(
        TinyNet.caffemodel().toByteArray(),
        bytes -> TinyNet.with(folder, "w.caffemodel", bytes, OPTIONS));
    assertTrue(models > 0 && models < 2 * TRIALS, () -> models + " models");
  }

  @Test
  void deepCompression() throws IOException {
    damage(TinyNet.deepCompression(), bytes -> TinyNet.with(folder, "w.net", bytes, OPTIONS));
    assertTrue(models > 0 && models < 2 * TRIALS, () -> models + " models");
  }

  @Test
  void deepCompressionUnderAnotherName() throws IOException {
    damage(TinyNet.deepCompression(), bytes -> TinyNet.with(folder, "w", bytes, OPTIONS));
  }

  @Test
  void caffemodelAlone() throws IOException {
    NetParameter.Builder net = TextFormat.parse(TinyNet.TEXT, NetParameter.class).toBuilder();
    NetParameter weights = TinyNet.caffemodel();
    for (int i = 0; i < weights.getLayerCount(); i++) {
      net.getLayerBuilder(i + 1).addAllBlobs(weights.getLayer(i).getBlobsList());
    }
    ImportOptions options =
        OPTIONS.withAllowMissingWeights(true).withInputShape("data", Shape.of(1, 2, 3, 3));
    damage(
        net.build().toByteArray(),
        bytes -> CaffeImporter.importCaffemodel(Files.write(folder.resolve("m"), bytes), options));
  }

  @Test
  void prototxt() throws IOException {
    String all =
        TinyNet.TEXT
            + Nets.layer("Pooling", "conv", "pool", "pooling_param { kernel_size: 2 stride: 2 }")
            + Nets.layer("Reshape", "pool", "flat", "reshape_param { shape { dim: 0 dim: -1 } }")
            + Nets.layer(
                "Slice", "flat", "s1,s2,s3", "slice_param { slice_point: 1 slice_point: 2 }")
            + Nets.layer("Tile", "s1", "tiled", "tile_param { tiles: 99 }")
            + Nets.layer("SPP", "data", "spp", "spp_param { pyramid_height: 2 }")
            + Nets.layer("Crop", "data,conv", "crop", "crop_param { offset: 1 }");
    damage(
        all.getBytes(StandardCharsets.UTF_8),
        bytes -> {
          Path file = Files.write(folder.resolve("net.prototxt"), bytes);
          return CaffeImporter.importModel(file, WeightSource.none(), OPTIONS);
        });
  }
}
