package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.models.WeightFiles;
import org.dyvedeep.tools.SharedFolders;
import org.dyvedeep.tools.fetch.CacheFolder;
import org.dyvedeep.tools.fetch.Catalogue;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.model.Places;
import org.dyvedeep.tools.reproduce.PlanVariants;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line to the report, with few images and without native programs. */
class ReproduceVerbTest {
  @TempDir private Path out;

  private String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("reproduce", "--quiet", "--out", out.toString()));
    words.addAll(List.of("--against", "direct", "--rounds", "1", "--seconds", "0.01"));
    words.addAll(List.of("--tune-minutes", "0", "--view-images", "2", "--no-calibration"));
    words.addAll(Arrays.asList(more));
    return words.toArray(String[]::new);
  }

  @Test
  void figuresAreThoseOfTheOtherVerbs() throws IOException {
    JsonNode report = Run.json(words("--only", "shapes10", "--limit", "7"));
    assertEquals(1, report.get("rows").size());
    JsonNode row = report.get("rows").get(0);
    JsonNode eval = Run.json("eval", "--limit", "7", "--effort", plan(row), "--quiet");
    assertEquals(7, row.get("images").intValue());
    for (String key : List.of("dense", "spent", "overhead", "reduction", "reductionWithZis")) {
      assertEquals(eval.get("ops").get(key), row.get("ops").get(key), key);
    }
    assertEquals(eval.get("dense").get("top1"), row.get("top1"));
    assertEquals(eval.get("top1"), row.get("dynamicTop1"));
    for (String key : List.of("points", "low95", "high95")) {
      assertEquals(eval.get("loss").get(key), row.get("loss").get(key), key);
    }
    assertEquals(eval.get("top5"), row.get("dynamicTop5"));
    for (int i = 0; i < eval.get("layers").size(); i++) {
      for (String key : List.of("name", "dense", "spent", "overhead", "skippedBy")) {
        assertEquals(eval.get("layers").get(i).get(key), row.get("layers").get(i).get(key), key);
      }
    }
    JsonNode fast = Run.json("eval", "--limit", "7", "--effort", plan(row), "--fast", "--quiet");
    JsonNode executed = row.get("executed");
    assertEquals(fast.get("top1"), executed.get("dynamicTop1"));
    assertEquals(fast.get("dense").get("top1"), executed.get("top1"));
    assertEquals(fast.get("loss").get("points"), executed.get("loss").get("points"));
    assertEquals(Run.json("info").get("totalMacs"), row.get("macs"));
    assertTrue(row.get("times").get("direct").doubleValue() > 0, row.toString());
    assertEquals(report, new JsonMapper().readTree(out.resolve("report.json").toFile()));
    assertTrue(Files.readString(out.resolve("report.html")).contains("heat map of conv1"));
    for (String file : List.of("report.md", "report.csv")) {
      assertTrue(Files.readString(out.resolve(file)).contains("shapes10 test split"), file);
    }
  }

  private static String plan(JsonNode row) {
    return row.get("plan").get("tuned").booleanValue() ? "neuron" : "zis";
  }

  @Test
  void finishedRowsAreTakenUnlessTheyShouldNotBe() throws IOException {
    String[] words = words("--only", "shapes10", "--limit", "2");
    Run.json(words);
    Path file = out.resolve("rows").resolve("shapes10.json");
    ObjectNode finished = (ObjectNode) new JsonMapper().readTree(file.toFile());
    ((ObjectNode) finished.get("row")).put("network", "from the file");
    new JsonMapper().writeValue(file.toFile(), finished);
    assertEquals("from the file", network(words));
    assertNotEquals("from the file", network(words("--only", "shapes10", "--limit", "3")));
    new JsonMapper().writeValue(file.toFile(), finished);
    assertNotEquals(
        "from the file", network(words("--only", "shapes10", "--limit", "2", "--fresh")));
  }

  private static String network(String... words) {
    return Run.json(words).get("rows").get(0).get("network").textValue();
  }

  @Test
  void whatIsMissingIsNamedWithTheCommandThatGetsIt(@TempDir Path empty) throws IOException {
    Assumptions.assumeTrue(
        CacheFolder.standard().find(Catalogue.standard().entry("cifar10")).isEmpty(),
        "CIFAR-10 has been fetched: it is not missing");
    String folder = empty.toString();
    JsonNode rows =
        Run.json(words("--only", "cifar-10,vgg16", "--data", folder, "--models", folder))
            .get("rows");
    String cifar = rows.get(0).get("missing").toString();
    assertTrue(cifar.contains("./dyvedeep fetch cifar10"), cifar);
    String vgg = rows.get(1).get("missing").toString();
    assertTrue(vgg.contains("imagenet-500") && vgg.contains("--data DATA"), vgg);
    for (JsonNode row : rows) {
      assertTrue(row.get("ops").isNull(), row.toString());
      assertTrue(row.get("top1").isNull(), row.toString());
    }
  }

  /** The status says so, and the other row is there. */
  @Test
  void aRowThatFailsDoesNotEndTheRun(@TempDir Path plans, @TempDir Path empty) throws IOException {
    Files.writeString(plans.resolve("shapes10.neuron.json"), "{ no plan");
    Run run =
        Run.of(
            words(
                "--only",
                "shapes10,squeezenet",
                "--data",
                empty.toString(),
                "--plans",
                plans.toString(),
                "--format",
                "json"));
    assertEquals(1, run.status(), run.err());
    JsonNode rows = new JsonMapper().readTree(run.out()).get("rows");
    String failure = rows.get(0).get("failure").textValue();
    assertTrue(failure.contains("shapes10.neuron.json"), failure);
    assertTrue(rows.get(1).get("failure").isNull());
    assertFalse(Files.exists(out.resolve("rows").resolve("shapes10.json")));
  }

  @Test
  void seededWeightsHaveSavingsAndTimesButNoAccuracy(@TempDir Path data) throws IOException {
    WeightFiles files = WeightFiles.of(System.getenv(), Places.project());
    Assumptions.assumeTrue(
        files.find(BuiltInModels.get("overfeat")).equals(Optional.empty()),
        "there are learned weights of overfeat");
    Path photos = Files.createDirectories(data.resolve("imagenet-val"));
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      BufferedImage photo = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
      photo.setRGB(20, 15, 0xFF8800);
      ImageIO.write(photo, "png", photos.resolve(i + ".png").toFile());
      labels.append(i).append(".png ").append(i).append('\n');
    }
    Files.writeString(photos.resolve("val.txt"), labels);
    Files.writeString(photos.resolve("3.png"), "no photo");
    JsonNode report = Run.json(words("--only", "overfeat", "--data", data.toString()));
    JsonNode row = report.get("rows").get(0);
    assertEquals("seeded", row.get("weights").get("source").textValue());
    // Every second photo is for tuning, and one of the other two cannot be read.
    assertEquals(1, row.get("images").intValue());
    assertTrue(row.get("missing").toString().contains("3.png"), row.get("missing").toString());
    for (String key : List.of("top1", "top5", "dynamicTop1", "dynamicTop5", "loss")) {
      assertTrue(row.get(key).isNull(), key);
    }
    assertTrue(row.get("ops").get("reductionWithZis").doubleValue() > 1, row.toString());
    assertTrue(row.get("times").get("direct").doubleValue() > 0, row.toString());
    String missing = row.get("missing").toString();
    assertTrue(missing.contains("overfeat.caffemodel"), missing);
  }

  /** Thresholds far beyond those of the plan: no number of images is needed to see the loss. */
  @Test
  void aPlanThatLosesTooMuchIsAFailedCheck(@TempDir Path plans) throws IOException {
    LoadedModel loaded =
        ModelLoader.standard()
            .load(
                new ModelRequest(
                    "shapes10", Optional.empty(), 1, ImportOptions.defaults().withBatch(1)));
    EffortPlan plan = EffortPlans.load("neuron", loaded).plan();
    EffortPlanFile.write(
        plan.withLayers(PlanVariants.moved(plan.layers(), 50)),
        plans.resolve("shapes10.neuron.json"));
    String[] words =
        words("--only", "shapes10", "--limit", "40", "--plans", plans.toString(), "--png");
    Run run =
        Run.of(
            Stream.concat(Arrays.stream(words), Stream.of("--format", "json"))
                .toArray(String[]::new));
    assertEquals(1, run.status(), run.err());
    JsonNode row = new JsonMapper().readTree(run.out()).get("rows").get(0);
    assertEquals("ABOVE", row.get("budget").textValue());
    assertTrue(row.get("failure").isNull());
    for (String chart : List.of("reduction", "shapes10-loss", "shapes10-images")) {
      assertTrue(Files.size(out.resolve("charts").resolve(chart + ".png")) > 1000, chart);
    }
  }

  /**
   * Plans for other losses are counted beside exact skipping alone; those that are not there are
   * named.
   */
  @Test
  void plansForOtherLossesAreCounted(@TempDir Path plans) throws IOException {
    Files.copy(
        SharedFolders.root().resolve("test-models/src/main/resources/plans/shapes10.neuron.json"),
        plans.resolve("shapes10.neuron.loss-2.0.json"));
    String[] words =
        words(
            "--only", "shapes10", "--limit", "3", "--budgets", "5,2", "--plans", plans.toString());
    JsonNode row = Run.json(words).get("rows").get(0);
    String missing = row.get("missing").toString();
    assertTrue(missing.contains("loss of 5.0 points") && missing.contains("--budgets"), missing);
    JsonNode budgets = row.get("views").get("budgets");
    assertEquals("[\"0 points\",\"2.0 points\"]", names(budgets));
    assertTrue(
        budgets.get(0).get("reductionWithZis").doubleValue()
            < budgets.get(1).get("reductionWithZis").doubleValue(),
        budgets.toString());
  }

  private static String names(JsonNode variants) {
    return new JsonMapper().valueToTree(variants.findValuesAsText("name")).toString();
  }

  /** Counts and accuracies come back; a figure that was not measured so is found out. */
  @Test
  void aReportIsCheckedByASecondRun() throws IOException {
    Run.json(words("--only", "shapes10", "--limit", "6"));
    Path file = out.resolve("report.json");
    ObjectNode report = (ObjectNode) new JsonMapper().readTree(file.toFile());
    ObjectNode row = (ObjectNode) report.get("rows").get(0);
    // Times of a busy machine say nothing here.
    row.remove(List.of("timeSpreads", "ratios"));
    new JsonMapper().writeValue(file.toFile(), report);
    String[] check = words("--check", file.toString());
    Run same = Run.of(check);
    assertEquals(0, same.status(), same.out());
    assertTrue(same.out().contains("0 moved, 0 not measured again"), same.out());
    assertTrue(Files.exists(out.resolve("check").resolve("report.json")));
    row.put("macs", row.get("macs").longValue() + 1);
    new JsonMapper().writeValue(file.toFile(), report);
    Run moved = Run.of(check);
    assertEquals(1, moved.status(), moved.err());
    assertTrue(moved.out().contains("dense MACs"), moved.out());
  }

  @Test
  void wrongWordsAreRefused() {
    Run.of(words("--only", "resnet")).refuses("--only", "resnet", "squeezenet");
    Run.of(words("--limit", "0")).refuses("--limit");
    Run.of(words("--max-loss", "-1")).refuses("--max-loss");
    Run.of(words("--budgets", "1,0")).refuses("--budgets");
    Run.of("reproduce", "--view-images", "-1").refuses("--view-images");
    Run.of("reproduce", "--tune-minutes", "-1").refuses("--tune-minutes");
    Run.of(words("--check", "nowhere.json")).refuses("nowhere.json", "report.json");
  }
}
