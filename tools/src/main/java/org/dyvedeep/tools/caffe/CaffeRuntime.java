package org.dyvedeep.tools.caffe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.tools.worker.WorkerCommand;
import org.dyvedeep.tools.worker.WorkerException;

/**
 * Where native Caffe is: the worker module's output, whose libraries are fetched by the Maven
 * profile {@code native-caffe}. They are an older JavaCPP and OpenBLAS than the engine's, so they
 * are never on this program's class path.
 *
 * @param classPath class path of the worker's process
 */
public record CaffeRuntime(String classPath) {
  private static final Path MODULE = Path.of("tools", "caffe-worker", "target");
  private static final String MAIN = "org.dyvedeep.tools.caffe.worker.WorkerMain";
  private static final String FETCH =
      "mvn -B -q -Pnative-caffe -pl tools/caffe-worker -am -DskipTests package";

  /**
   * Looks for native Caffe.
   *
   * @param project the project's folder
   */
  public static Optional<CaffeRuntime> find(Path project) throws IOException {
    Path classes = project.resolve(MODULE).resolve("classes");
    Path libraries = project.resolve(MODULE).resolve("lib");
    if (!Files.isDirectory(classes) || !hasNatives(libraries)) {
      return Optional.empty();
    }
    String path = classes + File.pathSeparator + libraries.resolve("*");
    return Optional.of(new CaffeRuntime(path));
  }

  /**
   * Looks for native Caffe, which must be there.
   *
   * @throws WorkerException if it is not; the message says how to get it
   */
  public static CaffeRuntime require(Path project) throws IOException {
    Optional<CaffeRuntime> found = find(project);
    return found.orElseThrow(() -> new WorkerException(absence()));
  }

  /**
   * How native Caffe is started: silent, with the usual patience.
   *
   * @param threads threads of its OpenBLAS
   */
  public WorkerCommand command(int threads) {
    return command(threads, false, WorkerCommand.PATIENCE);
  }

  /**
   * How native Caffe is started.
   *
   * @param threads threads of its OpenBLAS
   * @param verbose whether Caffe prints what it builds
   * @param patience how long one request may take
   */
  public WorkerCommand command(int threads, boolean verbose, Duration patience) {
    Map<String, String> environment =
        Map.of(
            "OPENBLAS_NUM_THREADS",
            Integer.toString(threads),
            "OMP_NUM_THREADS",
            Integer.toString(threads),
            "GLOG_minloglevel",
            verbose ? "0" : "2",
            "GLOG_logtostderr",
            "1");
    return new WorkerCommand(
        "native Caffe",
        classPath,
        MAIN,
        List.of(),
        WorkerCommand.NATIVE_FLAGS,
        environment,
        patience);
  }

  private static boolean hasNatives(Path libraries) throws IOException {
    if (!Files.isDirectory(libraries)) {
      return false;
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files.anyMatch(file -> file.getFileName().toString().matches("caffe-.*-x86_64\\.jar"));
    }
  }

  /** One sentence that says why native Caffe is not here, and how to get it. */
  public static String absence() {
    return absence(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static String absence(String system, String processor) {
    boolean known =
        List.of("amd64", "x86_64").contains(processor)
            && Stream.of("linux", "mac").anyMatch(system.toLowerCase(Locale.ROOT)::startsWith);
    return known
        ? "native Caffe is not here; fetch it (53 MB) with: " + FETCH
        : "native Caffe exists for Linux and macOS on x86-64 only, not for "
            + system
            + " on "
            + processor
            + "; everything that does not compare with it works";
  }
}
