package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.tools.reproduce.Benchmark;
import org.dyvedeep.tools.reproduce.RowFiles;

/** How long the benchmarks that are left may take, by what earlier ones and earlier runs took. */
final class Pace {
  private final Map<String, Double> expected = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private double expectedSoFar;

  /** Begins. */
  Pace(RowFiles files, List<Benchmark> benchmarks) throws IOException {
    for (Benchmark benchmark : benchmarks) {
      double seconds = files.seconds(benchmark.id()).orElse(benchmark.typicalSeconds());
      expected.put(benchmark.id(), seconds);
    }
  }

  /** A benchmark has been measured. */
  void done(Benchmark benchmark) {
    expectedSoFar += expected.remove(benchmark.id());
  }

  /** Words to come after others. */
  String left() {
    double left = expected.values().stream().mapToDouble(Double::doubleValue).sum();
    double elapsed = (System.nanoTime() - start) / 1e9;
    double pace = expectedSoFar > 0 ? elapsed / expectedSoFar : 1;
    return " (about %.0f min left for all)".formatted(Math.ceil(left * pace / 60));
  }
}
