package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;
import org.dyvedeep.models.ModelResources;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Effort plans on the command line, with the embedded network on the embedded pictures. */
class EffortVerbsTest {
  @TempDir private static Path folder;
  private static Path plan;

  /** A plan with every knob, none of them far out. */
  @BeforeAll
  static void writePlan() throws IOException {
    ModelRequest request =
        new ModelRequest("shapes10", Optional.empty(), 1, ImportOptions.defaults().withBatch(1));
    Graph graph = ModelLoader.standard().load(request).imported().graph();
    Map<String, LayerEffort> layers =
        new LinkedHashMap<>(
            EffortPlans.uniform(graph, LayerEffort.none().with(Zis.exact())).layers());
    Stage stage = Stage.below(0.5, List.of(-0.5f));
    Sdss sdss =
        new Sdss(
            Sdss.Grid.CHECKERBOARD,
            2,
            2,
            Sdss.Basis.ACTIVATION,
            List.of(0.2f),
            List.of(),
            Sdss.Interpolation.AVERAGE,
            false);
    LayerEffort all =
        LayerEffort.none()
            .with(new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 1))
            .with(sdss)
            .with(new Sfma(Sfma.Criterion.RANGE, List.of(0.05f), 1, 1))
            .with(Zis.exact());
    layers.put("conv2", all);
    plan = folder.resolve("plan.json");
    EffortPlanFile.write(EffortPlans.uniform(graph, LayerEffort.none()).withLayers(layers), plan);
  }

  private static JsonNode eval(String effort, String... more) {
    List<String> words = new ArrayList<>(List.of("eval", "--limit", "60", "--quiet"));
    words.addAll(List.of("--effort", effort));
    words.addAll(List.of(more));
    return Run.json(words.toArray(String[]::new));
  }

  @Test
  void allFiguresOfTheContract() {
    JsonNode report = eval(plan.toString());
    assertEquals(60, report.get("images").intValue());
    JsonNode dense = Run.json("eval", "--limit", "60", "--quiet");
    assertEquals(dense.get("top1"), report.get("dense").get("top1"));
    assertEquals(dense.get("top5"), report.get("dense").get("top5"));
    JsonNode loss = report.get("loss");
    double points = loss.get("points").doubleValue();
    assertEquals(
        report.get("dense").get("top1").doubleValue() - report.get("top1").doubleValue(),
        points,
        1e-9);
    assertTrue(loss.get("low95").doubleValue() <= points, loss.toString());
    assertTrue(loss.get("high95").doubleValue() >= points, loss.toString());
    JsonNode ops = report.get("ops");
    JsonNode info = Run.json("info", "shapes10");
    assertEquals(60 * info.get("totalMacs").longValue(), ops.get("dense").longValue());
    double spent = ops.get("spent").doubleValue() + ops.get("overhead").doubleValue();
    assertEquals(
        ops.get("dense").doubleValue() / spent, ops.get("reductionWithZis").doubleValue(), 1e-9);
    assertTrue(ops.get("reduction").doubleValue() > 1, ops.toString());
    assertTrue(report.get("countingRules").size() > 3);
  }

  @Test
  void layersAddUp() {
    JsonNode report = eval(plan.toString());
    long dense = 0;
    long overhead = 0;
    for (JsonNode layer : report.get("layers")) {
      dense += layer.get("dense").longValue();
      overhead += layer.get("overhead").longValue();
      long accounted = layer.get("spent").longValue();
      for (String knob : List.of("spet", "sdss", "sfma", "zis")) {
        long skipped = layer.get("skippedBy").get(knob).longValue();
        accounted += skipped;
        if (layer.get("name").textValue().equals("conv2")) {
          assertTrue(skipped > 0, knob + " skips nothing: " + layer);
        }
      }
      assertEquals(layer.get("dense").longValue(), accounted, layer.toString());
    }
    assertEquals(report.get("ops").get("dense").longValue(), dense);
    assertEquals(report.get("ops").get("overhead").longValue(), overhead);
  }

  @Test
  void threadsDoNotChangeTheFigures() {
    JsonNode one = eval(plan.toString());
    JsonNode two = eval(plan.toString(), "--threads", "2");
    for (String key : List.of("images", "top1", "top5", "dense", "loss", "ops", "layers")) {
      assertEquals(one.get(key), two.get(key), key);
    }
  }

  @Test
  void exactPlansLoseNothing() {
    JsonNode none = eval("none");
    assertEquals(none.get("ops").get("dense"), none.get("ops").get("spent"));
    assertEquals(0, none.get("ops").get("overhead").longValue());
    assertEquals(1.0, none.get("ops").get("reductionWithZis").doubleValue());
    JsonNode zis = eval("zis");
    assertTrue(zis.get("ops").get("reductionWithZis").doubleValue() > 1.3, zis.toString());
    assertEquals(1.0, zis.get("ops").get("reduction").doubleValue());
    for (JsonNode report : List.of(none, zis)) {
      assertEquals(0, report.get("loss").get("onlyDense").longValue());
      assertEquals(0, report.get("loss").get("onlyDynamic").longValue());
    }
  }

  @Test
  void fastKernelsGiveTheSameAccuracy() throws IOException {
    Sdss sdss =
        new Sdss(
            Sdss.Grid.CHECKERBOARD,
            2,
            2,
            Sdss.Basis.ACTIVATION,
            List.of(3f),
            List.of(),
            Sdss.Interpolation.AVERAGE,
            true);
    // In the first layer, which Winograd's algorithm never runs: others may be faster dense.
    LayerEffort sampled = LayerEffort.none().with(sdss);
    LayerEffort flat = LayerEffort.none().with(new Sfma(Sfma.Criterion.RANGE, List.of(0f), 1, 1));
    Path blocks = folder.resolve("blocks.json");
    EffortPlanFile.write(
        EffortPlanFile.read(plan).withLayers(Map.of("conv1", sampled, "conv3", flat)), blocks);
    JsonNode defined = eval(blocks.toString());
    assertTrue(defined.at("/layers/0/skippedBy/sdss").longValue() > 0, defined.toString());
    JsonNode fast = eval(blocks.toString(), "--fast");
    for (String key : List.of("images", "top1", "top5", "dense", "loss")) {
      assertEquals(defined.get(key), fast.get(key), key);
    }
    assertEquals(1, fast.get("leftOut").size(), fast.toString());
    assertEquals("tuned-dynamic: SDSS", fast.at("/operators/conv1").textValue());
    Run text = Run.of("eval", "--limit", "5", "--effort", blocks.toString(), "--fast");
    assertTrue(text.out().contains("conv3 runs as in exact-dynamic: sfma"), text.out());
    assertEquals(2, Run.of("eval", "--limit", "5", "--fast").status());
  }

  @Test
  void theTextPrintsTheRulesAndNoSpeed() {
    Run run = Run.of("eval", "--limit", "5", "--effort", plan.toString());
    assertEquals(0, run.status(), run.err());
    for (String words :
        List.of("95% interval", "SPET", "w = 0", "How operations are counted", "no figure of sp")) {
      assertTrue(run.out().contains(words), run.out());
    }
  }

  @Test
  void plansAreShownAndFit() throws IOException {
    JsonNode shown = Run.json("plan", "show", plan.toString());
    assertEquals("taps", shown.at("/plan/layers/conv2/spet/order").textValue());
    Run text = Run.of("plan", "show", plan.toString());
    assertTrue(text.out().contains("taps, 50% < -0.5"), text.out());
    assertTrue(text.out().contains("checkerboard, spread < 0.2,"), text.out());
    JsonNode fits = Run.json("plan", "check", plan.toString(), "shapes10");
    assertEquals(4, fits.get("layersWithKnobs").intValue());
    Path made = folder.resolve("new.json");
    Run.json("plan", "new", "shapes10", "-o", made.toString());
    assertEquals(EffortPlanFile.read(plan).weights(), EffortPlanFile.read(made).weights());
    assertTrue(EffortPlanFile.read(made).effort("conv1").isNone());
  }

  @Test
  void classifyTakesPlans() throws IOException {
    Path picture = folder.resolve("picture.png");
    ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    JsonNode dense = Run.json("classify", "shapes10", picture.toString());
    JsonNode exact = Run.json("classify", "shapes10", picture.toString(), "--effort", "zis");
    JsonNode best = exact.at("/results/0/top/0");
    assertEquals(dense.at("/results/0/top/0/index"), best.get("index"));
    assertEquals(
        dense.at("/results/0/top/0/probability").doubleValue(),
        best.get("probability").doubleValue(),
        1e-5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.5  | NaN       | layer \"conv2\", field \"spet.stages[0].below\": found \"NaN\"",
        "spet  | spett     | layer \"conv2\", field \"spett\": found an unknown field",
        "conv3 | conv33    | layer \"conv33\": there is no such layer in shapes10",
        "conv3 | pool3     | layer \"pool3\": its type is Pooling",
        "0.05  | [1, 2]    | layer conv2: sfma.maxWindowSpread has 2 numbers",
      })
  void badPlansAreRefused(String there, String instead, String said) throws IOException {
    String text = Files.readString(plan);
    assertTrue(text.contains(there), text);
    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, text.replace(there, instead));
    Run.of("plan", "check", bad.toString(), "shapes10").refuses("bad.json: ", said);
    Run.of("eval", "--limit", "5", "--effort", bad.toString()).refuses("bad.json: ", said);
  }

  @Test
  void plansForOthersAndFilesThatAreNone() throws IOException {
    Run.of("plan", "check", plan.toString(), "cifar10-full").refuses("made for other weights");
    Path prototxt = ModelResources.copyTo("shapes10/deploy.prototxt", folder);
    Run.of("plan", "check", plan.toString(), prototxt.toString()).refuses("made for other weights");
    Path cut = folder.resolve("cut.json");
    Files.writeString(cut, Files.readString(plan).substring(0, 300));
    Run.of("plan", "show", cut.toString()).refuses("cut.json: was cut off");
    Path none = folder.resolve("none.json");
    Files.writeString(none, "no plan");
    Run.of("plan", "check", none.toString(), "shapes10").refuses("none.json: is not JSON");
    Run.of("eval", "--effort", folder.resolve("absent").toString()).refuses("does not exist");
    Run.of("plan", "show", folder.resolve("absent").toString()).refuses("does not exist");
    assertEquals(0, Run.of("eval", "--limit", "5", "--effort", "block", "--fast").status());
    Run.of("eval", "--effort", "zis", "--batch", "4").refuses("--batch is 4");
    Run.of("plan").refuses("say what to do with a plan: show, check, new");
  }
}
