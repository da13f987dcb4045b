package org.dyvedeep.tools.differential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.caffe.CaffeImporter;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.caffe.write.CaffemodelWriter;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.worker.Worker;
import org.dyvedeep.tools.worker.WorkerException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker survives what it can, says why it ended where it cannot, and is never left behind. */
class WorkerTest {
  private static final String NET =
      new NetText()
          .input("data", 1, 3)
          .layer("InnerProduct", "data", "fc", "inner_product_param { num_output: 2 }")
          .layer("ReLU", "fc", "a", "")
          .layer("AbsVal", "fc", "b", "")
          .done()
          .prototxt();

  @TempDir Path folder;
  private CaffeRuntime runtime;

  @BeforeEach
  void find() throws IOException {
    runtime = NativeCaffe.runtimeOrSkip();
  }

  private Path prototxt(String text) throws IOException {
    return Files.writeString(folder.resolve("net.prototxt"), text);
  }

  private Path caffemodel(String prototxt) throws IOException {
    ImportedModel model =
        CaffeImporter.importText(
            "net.prototxt", prototxt, RandomWeights.of(3), ImportOptions.defaults());
    Path file = folder.resolve("net.caffemodel");
    CaffemodelWriter.write(model, file);
    return file;
  }

  private CaffeWorker start() throws IOException {
    return new CaffeWorker(runtime.command(1));
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void answersWhatItIsAsked() throws IOException {
    long pid;
    try (CaffeWorker caffe = start()) {
      pid = caffe.pid();
      caffe.load(prototxt(NET), Optional.of(caffemodel(NET)));
      assertEquals(
          List.of("Input0", "InnerProduct1", "fc_InnerProduct1_0_split", "ReLU2", "AbsVal3"),
          caffe.layers().stream().map(Worker.Layer::name).toList());
      assertEquals(new CaffeWorker.Blob("fc", Shape.of(1, 2)), caffe.blobs().get(1));
      caffe.write("data", new float[] {0, 0, 0});
      caffe.forward();
      float[] bias = caffe.read("fc");
      assertArrayEquals(new float[] {Math.abs(bias[0]), Math.abs(bias[1])}, caffe.read("b"));
      assertEquals(3, caffe.time(3).length);
      assertEquals(5, caffe.timeLayers().length);
    }
    assertFalse(runs(pid));
  }

  @Test
  void whatCaffeWritesWeRead() throws IOException {
    Path ours = caffemodel(NET);
    Path theirs = folder.resolve("theirs.caffemodel");
    try (CaffeWorker caffe = start()) {
      caffe.load(prototxt(NET), Optional.of(ours));
      caffe.save(theirs);
    }
    assertArrayEquals(weights(ours), weights(theirs));
  }

  private static float[] weights(Path file) {
    ImportedModel model =
        CaffeImporter.importText(
            "net.prototxt", NET, WeightSource.file(file), ImportOptions.defaults());
    return model.graph().nodes().get(0).weights().get(0).values();
  }

  @Test
  void refusalsLeaveItRunning() throws IOException {
    try (CaffeWorker caffe = start()) {
      assertSays("no network is loaded", assertThrows(WorkerException.class, caffe::forward));
      caffe.load(prototxt(NET), Optional.empty());
      assertSays(
          "there is no blob nope", assertThrows(WorkerException.class, () -> caffe.read("nope")));
      assertSays(
          "2 values for blob data of 1 3 (3)",
          assertThrows(WorkerException.class, () -> caffe.write("data", new float[2])));
      Path nowhere = folder.resolve("nowhere.prototxt");
      assertThrows(WorkerException.class, () -> caffe.load(nowhere, Optional.empty()));
      caffe.forward();
    }
  }

  private static void assertSays(String expected, Exception failure) {
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
  }

  @Test
  void brokenPrototxtIsExplained() throws IOException {
    assertSays("Error parsing text-format", aborts(prototxt("layer { name: "), Optional.empty()));
    String unknown = new NetText().input("data", 1).layer("Foo", "data", "x", "").done().prototxt();
    assertSays("Unknown layer type: Foo", aborts(prototxt(unknown), Optional.empty()));
  }

  @Test
  void wrongShapeIsExplained() throws IOException {
    Path weights = caffemodel(NET);
    Path other = prototxt(NET.replace("dim: 3", "dim: 4"));
    assertSays("shape mismatch", aborts(other, Optional.of(weights)));
  }

  private WorkerException aborts(Path prototxt, Optional<Path> weights) throws IOException {
    CaffeWorker caffe = start();
    try (caffe) {
      WorkerException failure =
          assertThrows(WorkerException.class, () -> caffe.load(prototxt, weights));
      assertFalse(runs(caffe.pid()));
      assertThrows(WorkerException.class, caffe::forward);
      return failure;
    }
  }

  @Test
  void killedInMidRun() throws IOException {
    CaffeWorker caffe = start();
    Path files;
    try (caffe) {
      files = caffe.folder();
      caffe.load(prototxt(NET), Optional.empty());
      Thread killer =
          new Thread(() -> ProcessHandle.of(caffe.pid()).orElseThrow().destroyForcibly());
      WorkerException failure =
          assertThrows(
              WorkerException.class,
              () -> {
                killer.start();
                caffe.time(Integer.MAX_VALUE / 64);
              });
      assertSays("while timing runs", failure);
    }
    assertFalse(runs(caffe.pid()));
    assertFalse(Files.exists(files));
  }

  @Test
  void impatienceEndsIt() throws IOException {
    CaffeWorker caffe = new CaffeWorker(runtime.command(1, false, Duration.ofSeconds(5)));
    try (caffe) {
      caffe.load(prototxt(NET), Optional.empty());
      assertSays(
          "longer than",
          assertThrows(WorkerException.class, () -> caffe.time(Integer.MAX_VALUE / 64)));
      assertFalse(runs(caffe.pid()));
    }
  }

  @Test
  void summaryIsCaffesOwn() throws IOException {
    String summary = CaffeWorker.summary(runtime, prototxt(NET), Optional.of(caffemodel(NET)));
    assertTrue(summary.contains("Creating Layer InnerProduct1"), summary);
    assertTrue(summary.contains("Network initialization done."), summary);
  }
}
