package org.dyvedeep.tools.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.models.BuiltInModels;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.ModelRequest;
import org.dyvedeep.tools.parity.Parity;
import org.dyvedeep.tools.parity.ParityResult;
import org.dyvedeep.tools.parity.SeededInputs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in networks with the weights that the command line would take, written by us. */
class BuiltInNetsTest {
  static Stream<String> names() {
    return BuiltInModels.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void agreesWithNativeCaffe(String name) throws IOException {
    CaffeRuntime runtime = NativeCaffe.runtimeOrSkip();
    ImportOptions options = ImportOptions.defaults().withBatch(1);
    LoadedModel model =
        ModelLoader.standard().load(new ModelRequest(name, Optional.empty(), 1, options));
    ModelOptions defaults = ModelOptions.defaults();
    try (CaffeWorker caffe = new CaffeWorker(runtime.command(1))) {
      check(model, caffe, defaults.backend("caffe-mirror"), CaseRunner.TOLERANCE);
      check(model, caffe, defaults.backend("direct"), CaseRunner.WITH_WINOGRAD);
    }
  }

  private static void check(
      LoadedModel model, CaffeWorker caffe, ModelOptions options, double tolerance)
      throws IOException {
    Optional<String> scores = Optional.of(model.scoresBlob());
    try (Parity parity = Parity.of(model.imported(), options, caffe, scores)) {
      parity.run(new SeededInputs(model.imported().graph(), 1).next());
      ParityResult result = parity.result(tolerance);
      assertTrue(result.pass(), () -> options.backend().name() + ": " + result);
      assertEquals(100, result.top1Agreement());
    }
  }
}
