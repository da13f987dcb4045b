package org.dyvedeep.tools.cli;

import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.tools.model.CalibrationFile;
import picocli.CommandLine.Option;

/** The option that chooses what executes the network. */
final class BackendOption {
  /** The engine's own default. */
  static final String DEFAULT = ModelOptions.DEFAULT_BACKEND;

  @Option(
      names = "--backend",
      defaultValue = DEFAULT,
      paramLabel = "NAME",
      description = "What executes the network: caffe-mirror, direct, exact-dynamic or reference.")
  private String name;

  String name() {
    return name;
  }

  /** The engine's options for this back end. */
  ModelOptions options(int threads) {
    return options(name, threads);
  }

  static ModelOptions options(String backend, int threads) {
    try {
      return ModelOptions.defaults()
          .backend(backend)
          .threads(threads)
          .costs(CalibrationFile.standard().costs());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--backend: " + e.getMessage());
    }
  }
}
