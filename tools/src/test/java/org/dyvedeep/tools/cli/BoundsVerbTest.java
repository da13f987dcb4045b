package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verb bounds on the embedded network and pictures. */
class BoundsVerbTest {
  private static final List<String> BLOCKS =
      List.of("eightPositions", "sixteenPositions", "sixteenFeatures");

  @Test
  void sharesOfAllConvolutions() {
    JsonNode report = Run.json("bounds", "shapes10", "--limit", "5");
    assertEquals("{\"learned\":3,\"examined\":2}", report.get("images").toString());
    assertEquals(
        List.of("conv1", "conv2", "conv3"), report.get("layers").findValuesAsText("layer"));
    for (JsonNode layer : report.get("layers")) {
      JsonNode positive = layer.get("positive");
      blocksHoldAtLeastAsMuch(positive, positive.get("outputs").doubleValue());
      assertTrue(
          positive.get("patches").doubleValue() >= positive.get("sixteenFeatures").doubleValue());
      // Its pooling is a maximum in conv1 alone.
      assertEquals(layer.get("layer").textValue().equals("conv1"), layer.get("winners").isObject());
      predictors(layer.get("predictors"));
    }
    JsonNode first = report.get("layers").get(0);
    double winners = first.get("winners").get("outputs").doubleValue();
    assertTrue(winners > 0 && winners < first.get("positive").get("outputs").doubleValue());
    // Three input channels are convolved directly.
    assertEquals(0.3, first.get("evenShare").doubleValue(), 1e-9);
  }

  private static void blocksHoldAtLeastAsMuch(JsonNode shares, double outputs) {
    assertTrue(outputs > 0 && outputs < 1, shares.toString());
    for (String blocks : BLOCKS) {
      double share = shares.get(blocks).doubleValue();
      assertTrue(share >= outputs && share <= 1, shares.toString());
    }
  }

  private static void predictors(JsonNode predictors) {
    assertEquals(5, predictors.size());
    for (JsonNode predictor : predictors) {
      blocksHoldAtLeastAsMuch(predictor, 1 - predictor.get("notPositive").doubleValue());
    }
    JsonNode least = predictors.get(0);
    JsonNode best = predictors.get(4);
    assertTrue(best.get("lost").doubleValue() < least.get("lost").doubleValue());
    assertTrue(best.get("error").doubleValue() < 1e-4, best.toString());
  }

  @Test
  void oneLayerAsText() {
    String[] words = {
      "bounds", "shapes10", "--limit", "2", "--layer", "conv2", "--kernel-efficiency", "0.5"
    };
    Run run = Run.of(words);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("conv2  32x16x16"), run.out());
    assertTrue(run.out().contains("a kernel with 0.50 of"), run.out());
    assertFalse(run.out().contains("conv3") || run.out().contains("max-pooling"), run.out());
    assertEquals(run.out(), Run.of(words).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cifar10-full                         | bounds cifar10-full needs labelled images",
        "shapes10 --limit 1                   | it needs at least 2",
        "shapes10 --layer ip1                 | ip1 is not a convolution of shapes10 with a plain",
        "shapes10 --layer ip1                 | these are conv1, conv2, conv3",
        "shapes10 --kernel-efficiency 0       | must be above 0 and at most 1, got 0.0"
      })
  void refusals(String arguments, String sentence) {
    Run.of(("bounds " + arguments).split(" ")).refuses(sentence);
  }
}
