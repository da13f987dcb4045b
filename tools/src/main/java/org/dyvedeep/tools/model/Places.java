package org.dyvedeep.tools.model;

import java.nio.file.Path;
import java.util.Map;

/** Where the project and its data lie. */
public final class Places {
  private static final String DATA_VARIABLE = "DYVEDEEP_DATA";

  private Places() {}

  /** The project's folder: the launcher says it, else the current one. */
  public static Path project() {
    return Path.of(System.getProperty("dyvedeep.home", "")).toAbsolutePath();
  }

  /** The folder of data sets: {@code DYVEDEEP_DATA}, else the one beside the project. */
  public static Path data() {
    return data(System.getenv());
  }

  static Path data(Map<String, String> environment) {
    String named = environment.getOrDefault(DATA_VARIABLE, "");
    return named.isBlank()
        ? project().resolve(Path.of("..", "shared", "data")).normalize()
        : Path.of(named);
  }
}
