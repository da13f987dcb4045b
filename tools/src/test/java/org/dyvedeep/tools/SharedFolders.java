package org.dyvedeep.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the data and models that are kept outside the project; tests that need them are skipped
 * where they are absent.
 */
public final class SharedFolders {
  private SharedFolders() {}

  /**
   * A file or folder under the data folder (DYVEDEEP_DATA or ../shared/data), or the test is
   * skipped.
   */
  public static Path data(String name) {
    return find("DYVEDEEP_DATA", "data", name);
  }

  /**
   * A file under the models folder (DYVEDEEP_MODELS or ../shared/models), or the test is skipped.
   */
  public static Path model(String name) {
    return find("DYVEDEEP_MODELS", "models", name);
  }

  private static Path find(String variable, String folder, String name) {
    String given = System.getenv(variable);
    Path base = given != null ? Path.of(given) : root().resolve("../shared").resolve(folder);
    Path found = base.resolve(name).normalize();
    Assumptions.assumeTrue(
        Files.exists(found), found + " is absent: set " + variable + " to run this test");
    return found;
  }

  /** Tests run in a module's folder; the repository's root is the one that has the modules. */
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    return Files.isDirectory(folder.resolve("caffe-import")) ? folder : folder.getParent();
  }
}
