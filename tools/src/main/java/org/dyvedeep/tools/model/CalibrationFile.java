package org.dyvedeep.tools.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.tools.fetch.CacheFolder;

/**
 * Where a calibration of the kernels' costs is kept between processes: {@code kernel-costs.json} in
 * the cache folder. It counts only on the processor, the JVM and the width of vectors that it was
 * measured with.
 *
 * @param path the file
 */
public record CalibrationFile(Path path) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** What the file holds. */
  private record Content(String processor, String java, String kernels, CostModel costs) {
    static Content of(CostModel costs) {
      return new Content(
          processorName(),
          System.getProperty("java.vm.version"),
          KernelLookup.best().description(),
          costs);
    }
  }

  /** The file of this process's cache folder. */
  public static CalibrationFile standard() {
    return new CalibrationFile(CacheFolder.standard().root().resolve("kernel-costs.json"));
  }

  /** Keeps costs that were measured on this machine with this JVM. */
  public void write(CostModel costs) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path part = path.resolveSibling(path.getFileName() + ".part" + ProcessHandle.current().pid());
    try {
      mapper().writerWithDefaultPrettyPrinter().writeValue(part.toFile(), Content.of(costs));
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What was measured on this machine, or else the defaults. */
  public CostModel costs() {
    return read().orElseGet(CostModel::defaults);
  }

  /**
   * The costs that were kept for this machine and JVM, if any, unless there is a {@link #doubt}.
   *
   * @throws UncheckedIOException if there is a file that cannot be read; the message says why
   */
  public Optional<CostModel> read() {
    return kept().filter(costs -> costs.doubt().isEmpty());
  }

  /** Why what was kept for this machine and JVM is not used, if it is not. */
  public Optional<String> doubt() {
    return kept().flatMap(CostModel::doubt);
  }

  private Optional<CostModel> kept() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      Content content = mapper().readValue(path.toFile(), Content.class);
      return content.equals(Content.of(content.costs()))
          ? Optional.of(content.costs())
          : Optional.empty();
    } catch (JacksonException e) {
      String sentence =
          "%s is not a calibration: %s; delete it, or run dyvedeep calibrate to write it anew"
              .formatted(path, e.getOriginalMessage());
      throw new UncheckedIOException(new IOException(sentence, e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private static String processorName() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(PROCESSORS)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
