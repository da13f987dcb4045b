package org.dyvedeep.tools.contest;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.tools.worker.WorkerCommand;
import org.dyvedeep.tools.worker.WorkerException;

/**
 * Another engine that is timed beside this one. The Maven profile {@code peers} fetches them; they
 * are never on this program's class path.
 */
public enum Peer {
  /** OpenCV's DNN module, which reads Caffe's files. */
  OPENCV("OpenCV DNN", "OpenCvMain", "opencv-.*-[a-z]+-[a-z0-9_]+\\.jar"),
  /** ONNX Runtime, which reads the ONNX file that is made of the network. */
  ONNXRUNTIME("ONNX Runtime", "OnnxRuntimeMain", "onnxruntime-.*\\.jar");

  private static final Path MODULE = Path.of("tools", "peers", "target");
  private static final String PACKAGE = "org.dyvedeep.tools.peers.";
  private static final String FETCH =
      "mvn -B -q -Ppeers -pl tools/peers -am -DskipTests -Dspotless.check.skip package";

  private final String title;
  private final String main;
  private final String library;

  Peer(String title, String main, String library) {
    this.title = title;
    this.main = main;
    this.library = library;
  }

  /**
   * How the peer is started.
   *
   * @param project the project's folder
   * @param threads its threads
   * @throws WorkerException if the peer is not there; the message says how to get it
   */
  public WorkerCommand command(Path project, int threads) throws IOException {
    Path classes = project.resolve(MODULE).resolve("classes");
    Path libraries = project.resolve(MODULE).resolve("lib");
    if (!Files.isDirectory(classes) || !isIn(libraries)) {
      throw new WorkerException(title + " is not here; fetch it (140 MB) with: " + FETCH);
    }
    String count = Integer.toString(threads);
    return new WorkerCommand(
        title,
        classes + File.pathSeparator + libraries.resolve("*"),
        PACKAGE + main,
        List.of(count),
        WorkerCommand.NATIVE_FLAGS,
        Map.of("OPENBLAS_NUM_THREADS", count, "OMP_NUM_THREADS", count),
        WorkerCommand.PATIENCE);
  }

  private boolean isIn(Path libraries) throws IOException {
    if (!Files.isDirectory(libraries)) {
      return false;
    }
    try (Stream<Path> files = Files.list(libraries)) {
      return files.anyMatch(file -> file.getFileName().toString().matches(library));
    }
  }

  /** The peer of a contestant's name; empty for names of others. */
  public static Optional<Peer> of(String name) {
    return Stream.of(values()).filter(peer -> peer.contestant().equals(name)).findFirst();
  }

  /** The contestant's name. */
  public String contestant() {
    return name().toLowerCase(Locale.ROOT);
  }
}
