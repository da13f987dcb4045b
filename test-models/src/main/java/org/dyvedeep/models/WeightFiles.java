package org.dyvedeep.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds trained weights that are not part of the project: below the folder that the environment
 * variable {@value #VARIABLE} names, else below {@code ../shared/models} beside the project.
 */
public final class WeightFiles {
  /** Environment variable that names a folder of models. */
  public static final String VARIABLE = "DYVEDEEP_MODELS";

  private static final Path BESIDE_THE_PROJECT = Path.of("..", "shared", "models");

  private final List<Path> folders;

  /**
   * Looks in the given folders.
   *
   * @param folders folders, first choice first; those that do not exist are passed over
   */
  public WeightFiles(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Looks where users keep models by default.
   *
   * @param environment the environment variables ({@link System#getenv()})
   * @param projectFolder the project's root folder
   */
  public static WeightFiles of(Map<String, String> environment, Path projectFolder) {
    List<Path> folders = new ArrayList<>();
    String named = environment.get(VARIABLE);
    if (named != null && !named.isBlank()) {
      folders.add(Path.of(named));
    }
    folders.add(projectFolder.resolve(BESIDE_THE_PROJECT).normalize());
    return new WeightFiles(folders);
  }

  /**
   * Finds the first file of a model's {@code weightFiles} that exists.
   *
   * @param model the model
   * @return its path, or empty if none exists in any folder
   */
  public Optional<Path> find(ModelDescription model) {
    return folders.stream()
        .flatMap(folder -> model.weightFiles().stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Returns the folders that are searched, in order. */
  public List<Path> folders() {
    return folders;
  }
}
