package org.dyvedeep.tools.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dyvedeep.knobs.count.Ops;
import org.dyvedeep.knobs.plan.Loss;
import org.dyvedeep.tools.contest.Spread;
import org.dyvedeep.tools.model.WeightsUsed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** All forms of a report on one tuned, one seeded and one missing benchmark. */
class ReproductionTest {
  /** What ends cells, tags and attributes, in a name that comes from outside. */
  private static final String HOSTILE = "a|b \"c\" <script>alert('&amp;')</script>, d";

  @TempDir private static Path folder;
  private static JsonNode json;
  private static String markdown;
  private static List<String[]> csv;
  private static Document page;
  private static String html;

  /** A report on one tuned, one seeded and one missing benchmark. */
  static Reproduction sample(Path folder) {
    Provenance.Settings settings =
        new Provenance.Settings(
            1, null, 1, 0.5, 10, 0.5, List.of("caffe", "direct"), null, List.of());
    Provenance provenance =
        new Provenance(
            "2026-01-02T03:04:05Z", "abc", true, "P & Q", 2, "Linux", "17", "Haswell", settings);
    EffortPicture picture =
        new EffortPicture(
            HOSTILE,
            "cat",
            "data:image/png;base64,AA==",
            40,
            List.of(new EffortPicture.Layer("conv1", 2, 2, 1, 2, 3, "data:image/png;base64,AA==")));
    return Reproduction.of(
        folder, rows(), provenance, Map.of("cifar-10", List.of(picture), "vgg16", List.of()));
  }

  @BeforeAll
  static void write() throws Exception {
    sample(folder).write();
    json = new JsonMapper().readTree(folder.resolve("report.json").toFile());
    markdown = Files.readString(folder.resolve("report.md"));
    csv =
        Files.readString(folder.resolve("report.csv"))
            .lines()
            .map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
            .toList();
    html = Files.readString(folder.resolve("report.html"));
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    page = parser.parse(new InputSource(new StringReader(html)));
  }

  private static List<Row> rows() {
    List<Benchmark> all = Benchmark.all();
    return List.of(
        tuned(all.get(1)),
        seeded(all.get(5)),
        Row.notRun(all.get(6), List.of("x: get x"), "broken"));
  }

  private static Effort.Layer layer(long dense, long spent) {
    Map<String, Long> skipped = new LinkedHashMap<>();
    skipped.put("spet", dense - spent);
    for (String knob : List.of("sdss", "sfma", "zis")) {
      skipped.put(knob, 0L);
    }
    return new Effort.Layer("conv1", dense, spent, 10, 2.5, 2.75, skipped);
  }

  private static Row tuned(Benchmark benchmark) {
    Effort effort =
        new Effort(
            new Effort.Plan(HOSTILE, true, "neuron", "ff", "train, 9 images"),
            1000L,
            new Ops(5000, 1750, 50, 2.5, 2.75),
            3.5,
            80.0,
            100.0,
            79.75,
            99.5,
            new Loss(0.25, -0.125, 0.625),
            true,
            Budget.POINT_WITHIN,
            List.of(layer(5000, 1750)));
    Map<String, Double> times = new LinkedHashMap<>();
    times.put("caffe", 6.0);
    times.put("caffe-mirror", 5.0);
    times.put("direct", 3.0);
    times.put("exact-dynamic", 2.0);
    times.put("onnxruntime", 4.0);
    return new Row(
        benchmark.title(),
        benchmark.id(),
        "cifar10-full",
        HOSTILE,
        new WeightsUsed("trained", "w", "00"),
        "d",
        "11",
        5L,
        benchmark.paper(),
        effort,
        speed(times),
        details(effort),
        List.of(),
        null,
        1.5);
  }

  private static Details details(Effort effort) {
    Loss loss = new Loss(1, -1, 3);
    List<Views.Variant> variants =
        List.of(
            new Views.Variant("bold", 30, 3.25, 4.25, loss),
            new Views.Variant("bolder", 60, 3.5, 4.5, new Loss(2, 0, 4)));
    List<ByImage.Image> images = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      images.add(new ByImage.Image("image " + i, i % 2, 20 + i % 2 * 10 + i / 10.0));
    }
    Executed executed =
        new Executed(
            effort.plan(),
            List.of("conv9 runs as in exact-dynamic: no kernel"),
            Map.of("conv8", "a kernel"),
            new Ops(5000, 2500, 0, 1.9, 2),
            30,
            40,
            80,
            79,
            loss,
            Budget.POINT_ABOVE,
            3,
            2);
    return new Details(
        executed,
        ByImage.of(images, label -> "class " + label),
        new Views(30, variants, variants, List.of()));
  }

  private static Speed speed(Map<String, Double> times) {
    List<Speed.Timed> timed = new ArrayList<>();
    times.forEach(
        (name, own) -> {
          Map<String, Spread> ratios = new LinkedHashMap<>();
          times.forEach((other, ms) -> ratios.put(other, around(ms / own)));
          timed.add(new Speed.Timed(name, own, around(own), ratios));
        });
    return Speed.of("photos", timed, Map.of("opencv", "get it"));
  }

  private static Spread around(double value) {
    return new Spread(value, 0.9 * value, 1.1 * value);
  }

  private static Row seeded(Benchmark benchmark) {
    Effort effort =
        new Effort(
            new Effort.Plan("exact zero-input skipping", false, "neuron", null, null),
            1000L,
            new Ops(5000, 2500, 0, 1, 2),
            2.0,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(layer(5000, 2500)));
    return new Row(
        benchmark.title(),
        benchmark.id(),
        "vgg16",
        "VGG-16",
        new WeightsUsed("seeded", null, null),
        "d",
        "11",
        5L,
        benchmark.paper(),
        effort,
        speed(Map.of("direct", 1.0)),
        Details.NONE,
        List.of("y: get y"),
        null,
        1);
  }

  @Test
  void jsonHasTheKeysThatOthersRelyOn() {
    assertTrue(json.get("report").textValue().endsWith("report.html"));
    JsonNode row = json.get("rows").get(0);
    for (String key :
        List.of(
            "benchmark",
            "weights",
            "data",
            "images",
            "paper",
            "ops",
            "top1",
            "dynamicTop1",
            "loss",
            "times",
            "speedUps",
            "missing")) {
      assertTrue(row.hasNonNull(key), key);
      assertTrue(json.get("rows").get(2).has(key), key);
    }
    assertEquals("[2.1,2.6]", row.get("paper").get("opsReduction").toString());
    assertEquals("[1.8,2.3]", row.get("paper").get("speedUp").toString());
    assertEquals(6.0, row.get("times").get("caffe").doubleValue());
    JsonNode speedUps = row.get("speedUps");
    assertEquals(3.0, speedUps.get("vsCaffe").doubleValue());
    assertEquals(2.5, speedUps.get("vsMirror").doubleValue());
    assertEquals(1.5, speedUps.get("vsDense").doubleValue());
    assertEquals(2.0, speedUps.get("vsBestPeer").doubleValue());
  }

  @Test
  void whoDidNotRunMakesNoSpeedUp() {
    JsonNode speedUps = json.get("rows").get(1).get("speedUps");
    assertTrue(speedUps.get("vsDense").isNull(), speedUps.toString());
    assertTrue(speedUps.get("vsBestPeer").isNull(), speedUps.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "top1, top1, top-1 dense, 80.00 %",
    "dynamicTop1, dynamicTop1, top-1 dynamic, 79.75 %",
    "images, images, images, 5",
    "executedReduction, executed/ops/reductionWithZis, 'blocks, as executed', 2.00 x",
    "executedCounted, executed/countedImages, on images, 30",
    "executedLoss, executed/loss/points, 'executed: loss', +1.00",
    "denseOverCaffe, ratios/direct/caffe/median, dense over Caffe, 2.00 x",
    "exactOverDense, ratios/exact-dynamic/direct/median, exact over dense, 1.50 x",
    "macs, macs, dense MACs, '1,000'",
    "lossHigh95, loss/high95, to, +0.63",
    "reduction, ops/reduction, 'reduction, three knobs', 2.50 x",
    "reductionWithZis, ops/reductionWithZis, 'reduction, with ZIS', 2.75 x",
    "reductionWithZisAndZeroWeights, reductionWithZisAndZeroWeights, and zero weights, 3.50 x",
    "caffeMs, times/caffe, caffe, 6.00",
    "vsBestPeer, speedUps/vsBestPeer, over best peer, 2.00 x"
  })
  void allFormsAgree(String key, String path, String title, String shown) {
    JsonNode value = json.get("rows").get(0).at("/" + path);
    int column = List.of(csv.get(0)).indexOf(key);
    assertEquals(value.asText(), csv.get(1)[column]);
    assertEquals(shown, markdownCell(title));
    assertTrue(cells().contains(shown), title);
  }

  /** Of the first row of the table that has the column. */
  private static String markdownCell(String title) {
    List<String> lines = markdown.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> heads = List.of(lines.get(i).split(" \\| |^\\| | \\|$", -1));
      int column = heads.indexOf(title);
      if (column >= 0) {
        return lines.get(i + 2).split("(?<!\\\\) \\| |^\\| | \\|$", -1)[column];
      }
    }
    throw new AssertionError("no column " + title + " in " + markdown);
  }

  private static List<String> cells() {
    return elements("td").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  @Test
  void aPlanThatIsNotTunedHasNoReductionWithThreeKnobs() {
    int column = List.of(csv.get(0)).indexOf("reduction");
    assertEquals("", csv.get(2)[column]);
    assertEquals("met", csv.get(1)[List.of(csv.get(0)).indexOf("reductionMet")]);
  }

  /** The first thing on the page and in Markdown: what is met, of the static gain and without. */
  @Test
  void theAnswerComesFirst() {
    String operations = "2.1 x fewer or better, by the paper's three knobs, in 1 of 1 networks";
    String time =
        "1 of 1 networks run 1.8 x as fast as native Caffe or faster (CIFAR-10), this engine's static gain included";
    String alone =
        "In pruned networks, where zero weights may be part of it, skipping gives 1.50 x";
    String loss = "0 stay within 0.5 points and 0 lose more";
    String first = page.getElementsByTagName("ul").item(0).getTextContent();
    for (String words : List.of(operations, time, alone, loss)) {
      assertTrue(first.contains(words), first);
      assertTrue(markdown.substring(0, markdown.indexOf("## Operations")).contains(words), words);
    }
    assertEquals("met", markdownCell("1.8 x reached"));
    assertEquals("3.00 x", markdownCell("faster than Caffe"));
    assertEquals("1.50 x", markdownCell("of that, skipping"));
    assertEquals("point within, not told apart", markdownCell("budget of loss"));
  }

  @ParameterizedTest
  @CsvSource({
    "-0.3, 0.1, 0.5, WITHIN",
    "-0.3, 0.1, 0.6, POINT_WITHIN",
    "-0.3, 0.7, 4, POINT_ABOVE",
    "0.5, 0.7, 0.9, POINT_ABOVE",
    "0.6, 0.7, 0.9, ABOVE"
  })
  void aLossIsJudgedByItsInterval(double low, double point, double high, Budget expected) {
    assertEquals(expected, Budget.of(new Loss(point, low, high), 0.5));
  }

  @Test
  void missingThingsAndFailuresAreNamedEverywhere() {
    String list = elements("li").stream().map(Element::getTextContent).toList().toString();
    for (String words : List.of("VGG-16: y: get y", "SqueezeNet (journal version): x: get x")) {
      assertTrue(list.contains(words), list);
      assertTrue(markdown.contains("- " + words), markdown);
    }
    assertTrue(list.contains("FAILED: broken"), list);
    assertTrue(markdown.contains("FAILED: broken"), markdown);
    assertEquals("broken", csv.get(3)[csv.get(3).length - 1]);
  }

  @Test
  void textFromOutsideStaysText() {
    assertEquals(1, elements("script").size());
    assertTrue(cells().contains(HOSTILE), cells().toString());
    assertFalse(markdown.contains("<script>"), markdown);
    assertEquals(
        '"' + HOSTILE.replace("\"", "\"\"") + '"', csv.get(1)[List.of(csv.get(0)).indexOf("plan")]);
  }

  @Test
  void thePageNeedsNothingElse() {
    assertFalse(html.matches("(?s).*https?://.*"), "an address");
    for (Element image : elements("img")) {
      assertTrue(image.getAttribute("src").startsWith("data:image/"));
      assertFalse(image.getAttribute("alt").isEmpty());
    }
    assertEquals(0, elements("link").size());
  }

  @Test
  void tablesAreReadAloudAndSortedByKeys() {
    for (Element table : elements("table")) {
      assertEquals(1, table.getElementsByTagName("caption").getLength());
      NodeList heads = table.getElementsByTagName("thead").item(0).getChildNodes();
      NodeList titles = ((Element) heads.item(0)).getElementsByTagName("th");
      for (int i = 0; i < titles.getLength(); i++) {
        Element title = (Element) titles.item(i);
        assertEquals("col", title.getAttribute("scope"));
        assertEquals(1, title.getElementsByTagName("button").getLength());
      }
    }
    assertTrue(elements("td").stream().allMatch(cell -> cell.hasAttribute("data-sort")));
    assertTrue(html.contains("aria-sort"));
    for (Element chart : elements("svg")) {
      assertEquals("img", chart.getAttribute("role"));
      assertEquals("title", chart.getFirstChild().getNodeName());
    }
  }

  @Test
  void finishedRowsComeBackForTheSameKeyOnly(@TempDir Path rows) throws IOException {
    RowFiles files = new RowFiles(rows.resolve("rows"));
    assertEquals(Optional.empty(), files.find("cifar-10", "key"));
    RowFiles.Finished finished = new RowFiles.Finished("key", rows().get(0), List.of());
    files.keep("cifar-10", finished);
    assertEquals(Optional.of(finished), files.find("cifar-10", "key"));
    assertEquals(Optional.empty(), files.find("cifar-10", "other"));
    assertEquals(Optional.empty(), files.find("vgg16", "key"));
  }

  @Test
  void everyViewIsOnThePageAndInMarkdown() {
    for (String words :
        List.of("bolder", "class 1", "image 39", "Thresholds of CIFAR-10, moved", "30 images")) {
      assertTrue(markdown.contains(words), words);
      assertTrue(page.getDocumentElement().getTextContent().contains(words), words);
    }
    assertTrue(html.contains("conv9 runs as in exact-dynamic"));
    assertTrue(html.contains("conv8 (a kernel)"));
    // Bars by layer and of times, knobs, losses and images; the seeded row has the first two.
    assertEquals(5 + 2, elements("svg").size());
    assertEquals(2, elements("circle").size());
  }

  @Test
  void chartsAreWrittenAsPictures(@TempDir Path charts) throws IOException {
    PngCharts.write(sample(charts), charts);
    for (String name : List.of("reduction", "speed-up", "cifar-10-loss", "cifar-10-images")) {
      BufferedImage picture = ImageIO.read(charts.resolve(name + ".png").toFile());
      assertEquals(1000, picture.getWidth(), name);
    }
  }

  @Test
  void theProcessorIsReadFromLinux(@TempDir Path proc) throws IOException {
    Path file = Files.writeString(proc.resolve("cpuinfo"), "processor : 0\nmodel name\t: ACME 9\n");
    assertEquals("ACME 9", Provenance.processor(file));
    assertEquals("unknown", Provenance.processor(proc.resolve("absent")));
  }
}
