package org.dyvedeep.tools.reproduce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dyvedeep.engine.kernel.blas.Blas;

/**
 * What figures were measured with.
 *
 * @param date when the report was written
 * @param commit the project's commit; "unknown" outside of a checkout
 * @param modified whether files differ from that commit
 * @param processor its name
 * @param cores processors that this program may use
 * @param system operating system and architecture
 * @param java version and maker
 * @param blas the kernel that OpenBLAS chose, for caffe-mirror
 * @param settings those that rows depend on
 */
public record Provenance(
    String date,
    String commit,
    boolean modified,
    String processor,
    int cores,
    String system,
    String java,
    String blas,
    Settings settings) {
  private static final String UNKNOWN = "unknown";

  /**
   * What the caller asked for.
   *
   * @param threads of one timed run
   * @param limit images of each benchmark; null for each one's own number
   * @param seed of weights and inputs that have to be made
   * @param maxLoss allowed loss in percentage points
   * @param rounds of timing
   * @param seconds of a turn
   * @param contestants who is timed
   * @param viewImages images on which variants of plans are counted; null for each one's own number
   * @param budgets losses that plans are tuned for besides, in percentage points
   */
  public record Settings(
      int threads,
      Integer limit,
      long seed,
      double maxLoss,
      int rounds,
      double seconds,
      List<String> contestants,
      Integer viewImages,
      List<Double> budgets) {}

  /**
   * Looks around.
   *
   * @param project the project's folder
   */
  public static Provenance here(Path project, Settings settings) throws IOException {
    String commit = git(project, "rev-parse", "HEAD");
    return new Provenance(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        commit.isEmpty() ? UNKNOWN : commit,
        !git(project, "status", "--porcelain", "--untracked-files=no").isEmpty(),
        processor(Path.of("/proc/cpuinfo")),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
        Blas.coreName(),
        settings);
  }

  /** The processor's name as Linux tells it. */
  static String processor(Path cpuinfo) throws IOException {
    if (!Files.isReadable(cpuinfo)) {
      return UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(cpuinfo)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    }
  }

  /** What git prints; empty if it fails, as it does outside of a checkout. */
  private static String git(Path project, String... words) throws IOException {
    if (!Files.exists(project.resolve(".git"))) {
      return "";
    }
    String[] command =
        Stream.concat(Stream.of("git", "-C", project.toString()), Stream.of(words))
            .toArray(String[]::new);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      boolean done = process.waitFor(10, TimeUnit.SECONDS);
      return done && process.exitValue() == 0 ? out.strip() : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was asked for the commit", e);
    }
  }
}
