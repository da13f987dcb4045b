package org.dyvedeep.tools.differential;

import java.io.IOException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;

/** Random whole networks in every generation's spelling; native Caffe reads the same text. */
@AddLifecycleHook(SkipWithoutCaffe.class)
class GraphDifferentialTest {
  private static final String REPEAT =
      "mvn -Pnative-caffe -pl tools/differential -am verify -Dtest=GraphDifferentialTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Ddifferential.only=";

  // jqwik makes an instance for each try; the process is to be shared by all.
  private static NativeCaffe caffe;

  @BeforeContainer
  static void start() throws IOException {
    caffe = new NativeCaffe();
  }

  @AfterContainer
  static void end() throws IOException {
    if (caffe != null) {
      caffe.close();
    }
  }

  @Property(seed = "1", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void currentGeneration(@ForAll long seed) {
    check(Generation.V2, seed);
  }

  @Property(seed = "1", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void generationOfEnums(@ForAll long seed) {
    check(Generation.V1, seed);
  }

  @Property(seed = "1", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void firstGeneration(@ForAll long seed) {
    check(Generation.V0, seed);
  }

  private static void check(Generation generation, long seed) {
    String only = System.getProperty("differential.only", "");
    if (only.isEmpty()) {
      // The property's own seed is fixed, so that a build that passed passes again.
      run(generation, seed + Long.getLong("differential.seed", 1) * 1_000_003L);
    }
  }

  /** Repeats one network: its generation and seed are in the system property. */
  @Example
  void only() {
    String[] only = System.getProperty("differential.only", "").split(":", -1);
    for (Generation generation : Generation.values()) {
      if (only[0].equals(generation.name())) {
        run(generation, Long.parseLong(only[1]));
      }
    }
  }

  private static void run(Generation generation, long seed) {
    NetCase net = GraphCases.of(generation, new Draw(seed));
    double worst = CaseRunner.check(caffe, net, seed, REPEAT + generation + ":" + seed);
    Statistics.label("greatest error, power of ten")
        .collect((int) Math.ceil(Math.log10(Math.max(worst, 1e-9))));
  }
}
