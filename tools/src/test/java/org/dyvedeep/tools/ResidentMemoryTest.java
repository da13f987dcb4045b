package org.dyvedeep.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.tools.cli.Main;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Running AlexNet takes little more memory than its weights: at most 1.15 times those and 150 MB,
 * in a JVM of its own that is told what the launcher tells its JVM.
 */
class ResidentMemoryTest {
  /** 60,965,224 weights and biases (Krizhevsky et al. 2012, in Caffe's variant). */
  private static final double WEIGHT_BYTES = 4.0 * 60_965_224;

  private static final Path FLAGS = Path.of("tools", "src", "main", "jvm");

  @TempDir private Path folder;

  @Test
  void alexnetStaysNearTheSizeOfItsWeights() throws IOException, InterruptedException {
    assertTrue(BuiltInModels.contains("alexnet"));
    JsonNode peak = time().get("contestants").get(0).get("peakRssMb");
    Assumptions.assumeFalse(peak.isNull(), "this system does not say what a process has resident");
    double bytes = peak.asDouble() * (1 << 20);
    double most = WEIGHT_BYTES * 1.15 + 150e6;
    assertTrue(bytes > WEIGHT_BYTES, bytes + " bytes resident, less than the weights");
    assertTrue(bytes <= most, bytes + " bytes resident, at most " + most + " are allowed");
  }

  private JsonNode time() throws IOException, InterruptedException {
    Path flags = SharedFolders.root().resolve(FLAGS);
    Path output = folder.resolve("out.json");
    Path errors = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + flags.resolve("kernels.args"),
            "@" + flags.resolve("memory.args"),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "time",
            "alexnet",
            "--iterations",
            "1",
            "--no-calibration",
            "--format",
            "json");
    // Weights are made from a seed, wherever this runs.
    builder.environment().put("DYVEDEEP_MODELS", folder.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertTrue(ended, "still running: " + Files.readString(errors));
    assertEquals(0, process.exitValue(), Files.readString(errors));
    return new JsonMapper().readTree(output.toFile());
  }
}
