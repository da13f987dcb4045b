package org.dyvedeep.tools.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs, side by side. */
class RecheckTest {
  @TempDir private Path folder;

  private JsonNode report() {
    return new JsonMapper().valueToTree(ReproductionTest.sample(folder));
  }

  private static ObjectNode row(JsonNode report) {
    return (ObjectNode) report.get("rows").get(0);
  }

  private static List<String> moved(Recheck recheck) {
    return recheck.moved().stream().map(m -> m.now().name()).toList();
  }

  @Test
  void theSameRunHolds() {
    Recheck recheck = Recheck.of(report(), report());
    assertTrue(recheck.holds(), recheck.text());
    assertEquals(List.of(), recheck.differences());
    assertTrue(recheck.compared() > 20, recheck.text());
  }

  /** Rounds of the sample spread by a tenth to each side. */
  @Test
  void timesMoveBeyondTheSpreadOfTheirRoundsOnly() {
    JsonNode now = report();
    ObjectNode spreads = (ObjectNode) row(now).get("timeSpreads");
    spreads.set("direct", new JsonMapper().valueToTree(new Spreadlike(3.5, 3.2, 3.8)));
    assertEquals(List.of(), moved(Recheck.of(report(), now)));
    spreads.set("direct", new JsonMapper().valueToTree(new Spreadlike(4, 3.4, 4.4)));
    Recheck recheck = Recheck.of(report(), now);
    assertEquals(List.of("ms of direct"), moved(recheck));
    assertFalse(recheck.holds());
    assertTrue(recheck.text().contains("2.700 to 3.300"), recheck.text());
  }

  /** Though rounds of a process are nearer together. */
  @Test
  void timesMayDifferByTwoPercentToEitherSide() {
    JsonNode before = report();
    JsonNode now = report();
    ObjectNode old = (ObjectNode) row(before).get("timeSpreads");
    ObjectNode spreads = (ObjectNode) row(now).get("timeSpreads");
    old.set("direct", new JsonMapper().valueToTree(new Spreadlike(3, 2.999, 3.001)));
    spreads.set("direct", new JsonMapper().valueToTree(new Spreadlike(3.11, 3.109, 3.111)));
    assertEquals(List.of(), moved(Recheck.of(before, now)));
    spreads.set("direct", new JsonMapper().valueToTree(new Spreadlike(3.13, 3.129, 3.131)));
    assertEquals(List.of("ms of direct"), moved(Recheck.of(before, now)));
  }

  /** A figure as the contest writes it. */
  private record Spreadlike(double median, double low, double high) {}

  @Test
  void countsMoveByMoreThanRounding() {
    JsonNode now = report();
    ((ObjectNode) row(now).get("ops")).put("reduction", 2.503);
    assertEquals(List.of(), moved(Recheck.of(report(), now)));
    ((ObjectNode) row(now).get("ops")).put("reduction", 2.51);
    row(now).put("macs", 1001);
    assertEquals(List.of("dense MACs", "reduction, three knobs"), moved(Recheck.of(report(), now)));
  }

  /** Of five images, 80 % is known to 38 % to 96 %. */
  @Test
  void accuraciesMoveBeyondTheirIntervals() {
    JsonNode now = report();
    row(now).put("top1", 40.0);
    assertEquals(List.of(), moved(Recheck.of(report(), now)));
    row(now).put("top1", 0.0);
    row(now).put("images", 500);
    assertTrue(moved(Recheck.of(report(), now)).contains("top1"));
  }

  @Test
  void whatIsGoneOrMeasuredWithSomethingElseIsNamed() {
    JsonNode now = report();
    ((ObjectNode) row(now).get("timeSpreads")).remove("caffe");
    ((ObjectNode) now.get("provenance")).put("java", "99");
    row(now).put("dataSha256", "other");
    Recheck recheck = Recheck.of(report(), now);
    assertFalse(recheck.holds());
    assertEquals(List.of("cifar-10: ms of caffe"), recheck.gone());
    assertEquals(2, recheck.differences().size(), recheck.differences().toString());
    assertTrue(recheck.text().contains("java: was 17, is 99"), recheck.text());
  }

  @Test
  void onlyReportsAreRead() throws IOException {
    ReproductionTest.sample(folder).write();
    Path file = folder.resolve("report.json");
    JsonNode report = EarlierReport.read(file);
    assertEquals(List.of("cifar-10", "vgg16"), EarlierReport.measured(report));
    assertEquals(10, EarlierReport.settings(file, report).rounds());
    assertEquals(0, EarlierReport.settings(file, report).viewImages());
    for (String text : List.of("{}", "[1", "{\"rows\": []}")) {
      Files.writeString(file, text);
      IOException refused = assertThrows(IOException.class, () -> EarlierReport.read(file));
      assertTrue(refused.getMessage().contains("is no report"), refused.getMessage());
    }
    assertThrows(IOException.class, () -> EarlierReport.read(folder.resolve("absent.json")));
  }
}
