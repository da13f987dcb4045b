package org.dyvedeep.tools.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.dyvedeep.tools.caffe.CaffeRuntime;
import org.dyvedeep.tools.caffe.CaffeWorker;
import org.dyvedeep.tools.model.Places;
import org.junit.jupiter.api.Assumptions;

/** One worker for many networks; a new one after Caffe ended it. */
final class NativeCaffe implements AutoCloseable {
  private final CaffeRuntime runtime;
  private CaffeWorker worker;

  NativeCaffe() throws IOException {
    this.runtime = runtimeOrSkip();
  }

  static CaffeRuntime runtimeOrSkip() throws IOException {
    Optional<CaffeRuntime> found = CaffeRuntime.find(Places.project());
    Assumptions.assumeTrue(found.isPresent(), CaffeRuntime::absence);
    return found.orElseThrow();
  }

  static Path project() {
    return Places.project();
  }

  CaffeWorker worker() throws IOException {
    if (worker != null && !worker.alive()) {
      worker.close();
      worker = null;
    }
    if (worker == null) {
      worker = new CaffeWorker(runtime.command(1));
    }
    return worker;
  }

  @Override
  public void close() throws IOException {
    if (worker != null) {
      worker.close();
    }
  }
}
