package org.dyvedeep.tools.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dyvedeep.caffe.CaffeImporter;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.parity.Parity;
import org.dyvedeep.tools.parity.ParityResult;
import org.dyvedeep.tools.parity.SeededInputs;

/** Runs one network in native Caffe and in every back end. */
final class CaseRunner {
  static final double TOLERANCE = 1e-5;

  /** For convolutions by Winograd's algorithm, which rounds more. */
  static final double WITH_WINOGRAD = 5e-5;

  /** Winograd convolution, which back end direct chooses where it is faster, rounds more. */
  private static final Map<String, Double> TOLERANCES =
      Map.of("reference", TOLERANCE, "caffe-mirror", TOLERANCE, "direct", WITH_WINOGRAD);

  private static final int RUNS = 2;

  private CaseRunner() {}

  /**
   * Compares.
   *
   * @param repeat what to type to see a failure again
   * @return the greatest error that was seen
   * @throws AssertionError if a shape or a value differs, or either side refuses the network
   */
  static double check(NativeCaffe caffe, NetCase net, long seed, String repeat) {
    try {
      return worst(caffe.worker(), net, seed);
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(e.getMessage() + "\n" + net.prototxt() + "repeat: " + repeat, e);
    }
  }

  private static double worst(CaffeWorker worker, NetCase net, long seed) throws IOException {
    Path prototxt = worker.folder().resolve("original.prototxt");
    Files.writeString(prototxt, net.caffePrototxt());
    ImportedModel imported =
        CaffeImporter.importText(
            "case.prototxt", net.prototxt(), RandomWeights.of(seed), ImportOptions.defaults());
    double worst = 0;
    for (Map.Entry<String, Double> tried : TOLERANCES.entrySet()) {
      String backend = tried.getKey();
      ModelOptions options = ModelOptions.defaults().backend(backend);
      try (Parity parity = Parity.ofFile(imported, options, worker, prototxt)) {
        SeededInputs inputs = new SeededInputs(imported.graph(), seed, net.bound());
        for (int run = 0; run < RUNS; run++) {
          parity.run(inputs.next());
        }
        ParityResult result = parity.result(tried.getValue());
        if (!result.pass()) {
          throw new IllegalStateException(backend + " differs: " + result.blobs());
        }
        worst = Math.max(worst, result.worst().maxErrorOverMax());
      }
    }
    return worst;
  }
}
