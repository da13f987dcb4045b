package org.dyvedeep.tools.differential;

import java.io.IOException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random whole networks in every generation's spelling; native Caffe reads the same text. */
class GraphDifferentialTest {
  private static final String REPEAT =
      "@Property(seed = ...) as printed below, on GraphDifferentialTest's ";

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

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void currentGeneration(@ForAll long seed) {
    check(Generation.V2, seed);
  }

  @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void generationOfEnums(@ForAll long seed) {
    check(Generation.V1, seed);
  }

  @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void firstGeneration(@ForAll long seed) {
    check(Generation.V0, seed);
  }

  private static void check(Generation generation, long seed) {
    NetCase net = GraphCases.of(generation, new Draw(seed));
    CaseRunner.check(caffe, net, seed, REPEAT + generation + " with " + seed);
  }
}
