package org.dyvedeep.tools.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.models.ModelResources;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.SharedFolders;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which weights are looked for. */
class ModelLoaderTest {
  private static final String ALEXNET = "bvlc_alexnet.caffemodel";
  private static final String SQUEEZENET = "squeezenet-deep-compression/compressed_SqueezeNet.net";

  @TempDir private Path folder;
  private Path cache;
  private Path models;
  private ModelLoader loader;

  @BeforeEach
  void prepare() throws IOException {
    cache = Files.createDirectories(folder.resolve("cache"));
    models = Files.createDirectories(folder.resolve("models"));
    loader = new ModelLoader(new CacheFolder(cache), new WeightFiles(List.of(models)));
  }

  private static ModelRequest request(String model, Path weights, long seed) {
    return new ModelRequest(model, Optional.ofNullable(weights), seed, ImportOptions.defaults());
  }

  private static float[] first(LoadedModel model) {
    return ((DenseWeights) model.imported().graph().nodes().get(0).weights().get(0)).values();
  }

  /** What reading a file of three bytes says tells which file was read. */
  private String read(String model) {
    ModelImportException e =
        assertThrows(ModelImportException.class, () -> loader.inspect(request(model, null, 1)));
    return e.getMessage();
  }

  private Path bogus(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[] {(byte) 0xFF, 1, 2});
  }

  @Test
  void weightsOfTheProjectComeFirst() throws IOException {
    bogus(models.resolve("trained/cifar10-quick.caffemodel"));
    LoadedModel loaded = loader.load(request("cifar10-quick", null, 1));
    assertEquals("trained", loaded.weights().source());
    assertEquals("cifar10-quick/cifar10-quick.caffemodel", loaded.weights().path());
    assertTrue(loaded.weights().learned());
  }

  @Test
  void aNamedFileGoesBeforeAll() throws IOException {
    Path quick = ModelResources.copyTo("cifar10-quick/cifar10-quick.caffemodel", folder);
    LoadedModel loaded = loader.load(request("cifar10-quick", quick, 1));
    assertEquals("file", loaded.weights().source());
    assertEquals(quick.toString(), loaded.weights().path());
    assertArrayEquals(first(loader.load(request("cifar10-quick", null, 1))), first(loaded));
  }

  @Test
  void theCacheGoesBeforeTheModelsFolder() throws IOException {
    Path beside = bogus(models.resolve(ALEXNET));
    assertTrue(read("alexnet").contains(beside.toString()));
    Path fetched = bogus(cache.resolve("alexnet").resolve(ALEXNET));
    assertTrue(read("alexnet").contains(beside.toString()), "not fetched to its end");
    Files.writeString(cache.resolve("alexnet").resolve(ALEXNET + ".json"), "{}");
    assertTrue(read("alexnet").contains(fetched.toString()));
  }

  @Test
  void theReportSaysWhereWeightsWereFound() throws IOException {
    Path real = SharedFolders.model(SQUEEZENET);
    Path beside = models.resolve(SQUEEZENET);
    Files.createDirectories(beside.getParent());
    Files.copy(real, beside);
    WeightsUsed found = loader.inspect(request("squeezenet", null, 1)).weights();
    assertEquals(new WeightsUsed("file", beside.toString(), found.sha256()), found);
    Path fetched = cache.resolve("squeezenet").resolve("squeezenet_v1.0.caffemodel");
    Files.createDirectories(fetched.getParent());
    Files.copy(real, fetched);
    Files.writeString(fetched.resolveSibling(fetched.getFileName() + ".json"), "{}");
    WeightsUsed used = loader.inspect(request("squeezenet", null, 1)).weights();
    assertEquals(new WeightsUsed("fetched", fetched.toString(), found.sha256()), used);
  }

  @Test
  void withoutAnyFileWeightsAreMadeFromTheSeed() throws IOException {
    LoadedModel loaded = loader.load(request("alexnet", null, 1));
    assertEquals("seeded", loaded.weights().source());
    assertNull(loaded.weights().path());
    assertNull(loaded.weights().sha256());
    assertFalse(loaded.weights().learned());
  }

  @Test
  void theSameSeedMakesTheSameWeights() throws IOException {
    String net =
        """
        layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
        layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 4 kernel_size: 3 } }
        layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc" inner_product_param { num_output: 2 } }
        """;
    String file = Files.writeString(folder.resolve("net.prototxt"), net).toString();
    float[] one = first(loader.load(request(file, null, 1)));
    assertArrayEquals(one, first(loader.load(request(file, null, 1))));
    assertNotEquals(one[0], first(loader.load(request(file, null, 2)))[0]);
  }
}
