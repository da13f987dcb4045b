package org.dyvedeep.caffe;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real files that lie beside the repository; tests that need them are skipped where they are
 * absent.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /** A file under the folder of models. */
  public static Path model(String name) {
    String folder = System.getenv("DYVEDEEP_MODELS");
    Path base = folder == null ? shared().resolve("models") : Path.of(folder);
    return existing(base.resolve(name));
  }

  /** A file under the folder of specifications. */
  public static Path spec(String name) {
    String folder = System.getenv("DYVEDEEP_MODELS");
    Path base = folder == null ? shared() : Path.of(folder).resolveSibling("");
    return existing(base.resolve("spec").resolve(name));
  }

  private static Path shared() {
    return Path.of("..", "..", "shared");
  }

  private static Path existing(Path file) {
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not here");
    return file;
  }
}
