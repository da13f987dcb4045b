package org.dyvedeep.tools.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.tune.Examples;
import org.dyvedeep.tools.data.DataSources;
import org.dyvedeep.tools.data.ManyPhotos;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.tune.LoadedExamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneVerbTest {
  private static final int PIXELS = 32 * 32;
  private static final String NET =
      """
      layer { name: "data" type: "Input" top: "data"
        input_param { shape { dim: 1 dim: 3 dim: 32 dim: 32 } } }
      layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
        convolution_param { num_output: 6 kernel_size: 5 stride: 2 } }
      layer { name: "relu" type: "ReLU" bottom: "conv" top: "conv" }
      layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc"
        inner_product_param { num_output: %d } }
      layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
      """;

  @TempDir private Path folder;
  private String net;
  private String pictures;
  private Path plan;

  @BeforeEach
  void makeNetworkAndPictures() throws IOException {
    net = file("net.prototxt", NET.formatted(10).getBytes(US_ASCII));
    pictures = file("pictures.bin", records(60, false));
    plan = folder.resolve("plan.json");
  }

  private String file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  /** CIFAR-10 records: soft blobs, or black, with labels that mean nothing. */
  private static byte[] records(int count, boolean black) {
    SplittableRandom random = new SplittableRandom(4);
    byte[] records = new byte[count * (1 + 3 * PIXELS)];
    for (int i = 0; i < count; i++) {
      int start = i * (1 + 3 * PIXELS);
      records[start] = (byte) (i % 10);
      double y = random.nextDouble(32);
      double x = random.nextDouble(32);
      for (int p = 0; p < 3 * PIXELS && !black; p++) {
        int row = p % PIXELS / 32;
        int plane = p / PIXELS;
        double distance = Math.hypot(row - y, p % 32 - x);
        records[start + 1 + p] = (byte) (255 * Math.exp(-distance / (4 + 4 * plane)));
      }
    }
    return records;
  }

  private Run tune(String... more) {
    return tune(10, more);
  }

  private Run tune(int maxLoss, String... more) {
    String[] arguments = {
      "tune", net, "--data", pictures, "-o", plan.toString(), "--max-loss", "" + maxLoss, "--quiet"
    };
    return Run.of(
        Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
  }

  private Path state() {
    return folder.resolve("plan.json.state");
  }

  @Test
  void writesAPlanThatEvalCountsAlike() throws IOException {
    JsonNode report = tune("--verify-data", pictures, "--format", "json").json();
    assertEquals(60, report.at("/searchSet/images").asInt());
    assertEquals(60, report.at("/verificationSet/images").asInt());
    assertTrue(report.at("/ops/reduction").asDouble() > 1, report.toString());
    assertEquals("macs_zis", report.path("objective").asText());
    assertEquals("neuron", report.path("granularity").asText());
    assertFalse(Files.exists(state()));
    JsonNode eval =
        Run.json("eval", net, "--data", pictures, "--effort", plan.toString(), "--quiet");
    assertEquals(report.at("/ops/spent").asLong(), eval.at("/ops/spent").asLong());
    assertEquals(
        report.at("/verificationSet/loss/points").asDouble(),
        eval.at("/loss/points").asDouble(),
        1e-9);
  }

  @Test
  void keepsHalfOfThePicturesBack() {
    JsonNode report = tune("--part", "1/3", "--format", "json").json();
    assertEquals(10, report.at("/searchSet/images").asInt());
    assertEquals(10, report.at("/verificationSet/images").asInt());
    assertTrue(report.at("/searchSet/data").asText().contains("pictures.bin, part 1/3"));
  }

  @Test
  void aSearchThatRanOutOfTimeGoesOn() throws IOException {
    Run stopped = tune("--minutes", "1e-9");
    assertEquals(1, stopped.status(), stopped.err());
    assertFalse(Files.exists(plan));
    assertTrue(Files.exists(state()));
    assertEquals(0, tune().status());
    EffortPlan resumed = EffortPlanFile.read(plan);
    Files.delete(plan);
    assertEquals(0, tune().status());
    assertEquals(EffortPlanFile.read(plan).layers(), resumed.layers());
  }

  @Test
  void aCutOffStateIsTakenUpAsFarAsItIsWhole() throws IOException {
    assertEquals(0, tune().status());
    EffortPlan whole = EffortPlanFile.read(plan);
    Files.delete(plan);
    assertEquals(1, tune("--minutes", "1e-9").status());
    Files.writeString(state(), Files.readString(state()) + "{\"key\":\"half of a li");
    assertEquals(0, tune().status());
    assertEquals(whole.layers(), EffortPlanFile.read(plan).layers());
  }

  /** The second search fits no layer again, and comes to the plan of a search of its own. */
  @Test
  void searchesForOtherLossesShareOneState() throws IOException {
    assertEquals(0, tune(5, "--force").status());
    EffortPlan alone = EffortPlanFile.read(plan);
    Path shared = folder.resolve("shared.state");
    assertEquals(0, tune(20, "--force", "--state", shared.toString()).status());
    long fitted = fitted(shared);
    assertTrue(fitted > 0, "no layer was fitted");
    assertEquals(0, tune(5, "--force", "--state", shared.toString()).status());
    assertEquals(fitted, fitted(shared));
    assertEquals(alone.layers(), EffortPlanFile.read(plan).layers());
    assertFalse(Files.exists(state()));
  }

  private static long fitted(Path state) throws IOException {
    try (Stream<String> lines = Files.lines(state)) {
      return lines.filter(line -> line.startsWith("{\"layer\":")).count();
    }
  }

  @Test
  void picturesThatCannotBeReadAreLeftOutAndCounted() throws IOException {
    pictures = ManyPhotos.make(folder.resolve("p"), ManyPhotos.Layout.WORDNET, 40, 17).toString();
    tune("--force").refuses("000017.bmp");
    Run run = tune("--force", "--skip-unreadable", "--format", "json");
    assertEquals(0, run.status(), run.err());
    JsonNode report = run.json();
    String data = report.at("/searchSet/data").asText();
    assertTrue(data.contains("without 1 that cannot be read"), data);
    assertEquals(
        39, report.at("/searchSet/images").asInt() + report.at("/verificationSet/images").asInt());
  }

  @Test
  void refusesAPlanThatLosesTooMuchElsewhere() throws IOException {
    String other = file("labelled.bin", labelledByTheNetwork());
    pictures = file("black.bin", records(20, true));
    Run refused = tune(1, "--verify-data", other);
    assertEquals(1, refused.status(), refused.err());
    assertTrue(refused.out().contains("not written"), refused.out());
    assertFalse(Files.exists(plan));
    assertEquals(0, tune(1, "--verify-data", other, "--force").status());
    assertTrue(Files.exists(plan));
  }

  /** The blobs with the network's own decisions as labels: whatever it changes is a loss. */
  private byte[] labelledByTheNetwork() throws IOException {
    byte[] records = records(60, false);
    LoadedModel model =
        ModelLoader.standard()
            .load(new ModelRequest(net, Optional.empty(), 1, ImportOptions.defaults()));
    Examples examples =
        LoadedExamples.read(
            DataSources.open(Path.of(pictures)),
            ImagePipeline.of(model, Optional.empty()),
            10,
            Optional.empty(),
            count -> {});
    try (Model compiled = Model.compile(model.imported().graph(), ModelOptions.defaults());
        Session session = compiled.open()) {
      for (int i = 0; i < examples.size(); i++) {
        session.write("data", examples.inputs().get(i), 0);
        session.run();
        float[] scores = session.read("prob");
        int best = 0;
        for (int label = 1; label < scores.length; label++) {
          best = scores[label] > scores[best] ? label : best;
        }
        records[i * (1 + 3 * PIXELS)] = (byte) best;
      }
    }
    return records;
  }

  @Test
  void refusesWhatItCannotTuneOn() throws IOException {
    tune("--knobs", "spet,spit").refuses("\"spit\" is not a knob");
    Run.of("tune", net, "--data", pictures, "-o", plan.toString(), "--max-loss", "0")
        .refuses("the loss should be above 0");
    tune("--verify-part", "1/2").refuses("need --verify-data");
    tune("--part", "3/2").refuses("\"3/2\" is not a part");
    net = file("five.prototxt", NET.formatted(5).getBytes(US_ASCII));
    tune().refuses("is not one of the network's 5 classes");
    assertFalse(Files.exists(plan));
  }
}
