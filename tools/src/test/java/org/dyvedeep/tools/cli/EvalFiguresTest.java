package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.models.ModelDescription;
import org.dyvedeep.tools.SharedFolders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The accuracies that others measured with the same networks, weights and pictures. One thread
 * computes while another prepares pictures, so that two cores are busy and none is fought for.
 */
class EvalFiguresTest {
  private static final String CIFAR10 = "cifar-10/test_even.bin";
  private static final String COMPRESSED = "alexnet-cifar10-compressed";

  private static ModelDescription.Expected known(String model) {
    return BuiltInModels.get(model).expected().get(0);
  }

  private static double top1(JsonNode report) {
    return report.get("top1").doubleValue();
  }

  @Test
  void shapes10AsNativeCaffe() {
    JsonNode report = Run.json("eval", "--batch", "16");
    assertEquals(known("shapes10").images(), report.get("images").intValue());
    assertEquals(known("shapes10").top1(), top1(report), 0.1);
  }

  @Test
  void theBatchDoesNotChangeWhatIsRight() {
    JsonNode one = Run.json("eval", "--limit", "1000");
    assertEquals(known("shapes10").top1(), top1(one), 1.5);
    // 1000 is no multiple of 16: the last batch is filled up, and only real images count.
    JsonNode sixteen = Run.json("eval", "--limit", "1000", "--batch", "16");
    for (String key : List.of("images", "top1", "top5")) {
      assertEquals(one.get(key), sixteen.get(key), key);
    }
    assertEquals(1000, one.get("images").intValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10-full", "cifar10-quick"})
  void cifar10AsNativeCaffe(String model) {
    Path data = SharedFolders.data(CIFAR10);
    JsonNode report = Run.json("eval", model, "--data", data.toString(), "--batch", "16");
    assertEquals("trained", report.get("weights").get("source").textValue());
    assertEquals(5000, report.get("images").intValue());
    assertEquals(known(model).top1(), top1(report), 0.1);
  }

  @Test
  void squeezenetAsAnIndependentEvaluation() {
    Path data = SharedFolders.data("imagenet-500");
    Path weights = SharedFolders.model("squeezenet-deep-compression/compressed_SqueezeNet.net");
    JsonNode report =
        Run.json("eval", "squeezenet", "--data", data.toString(), "--weights", weights.toString());
    assertEquals(500, report.get("images").intValue());
    assertEquals(known("squeezenet").top1(), top1(report), 0.6);
    assertEquals(known("squeezenet").top5(), report.get("top5").doubleValue(), 0.6);
  }

  /** Native Caffe classifies 136 of the first 200 rightly; one may fall on the other side. */
  @ParameterizedTest
  @ValueSource(strings = {"direct", "exact-dynamic"})
  void compressedAlexnetAsNativeCaffe(String backend) {
    Path data = SharedFolders.data(CIFAR10);
    Path weights = SharedFolders.model("trained/" + COMPRESSED + ".net");
    JsonNode report =
        Run.json(
            "eval",
            COMPRESSED,
            "--backend",
            backend,
            "--data",
            data.toString(),
            "--weights",
            weights.toString(),
            "--limit",
            "200");
    assertEquals(136, top1(report) * 200 / 100, 1.0 + 1e-9);
  }
}
