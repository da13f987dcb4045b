package org.dyvedeep.tools.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.convert.LayerRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random layers of every type: their settings and shapes follow from a seed, which failures print
 * together with the command that repeats the case.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayerDifferentialTest {
  private static final String REPEAT =
      "mvn -Pnative-caffe -pl tools/differential -am verify -Dtest=LayerDifferentialTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Ddifferential.only=";

  private NativeCaffe caffe;

  @BeforeAll
  void start() throws IOException {
    caffe = new NativeCaffe();
  }

  @AfterAll
  void end() throws IOException {
    if (caffe != null) {
      caffe.close();
    }
  }

  static Stream<String> types() {
    return LayerCases.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void agreesWithNativeCaffe(String type) {
    Function<Draw, NetCase> cases = LayerCases.all().get(type);
    String only = System.getProperty("differential.only", "");
    if (only.startsWith(type + ":")) {
      check(type, cases, Long.parseLong(only.substring(type.length() + 1)));
    }
    if (!only.isEmpty()) {
      return;
    }
    long first = Long.getLong("differential.seed", 1) * 1_000_003L + type.hashCode();
    double worst = 0;
    int count = Integer.getInteger("differential.cases", 20);
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < count; i++) {
      texts.add(cases.apply(new Draw(first + i)).prototxt());
      worst = Math.max(worst, check(type, cases, first + i));
    }
    System.out.printf("%-24s %d cases from seed %d, worst %.1e%n", type, count, first, worst);
    assertFalse(texts.size() < count / 10, "the cases hardly differ");
  }

  private double check(String type, Function<Draw, NetCase> cases, long seed) {
    return CaseRunner.check(caffe, cases.apply(new Draw(seed)), seed, REPEAT + type + ":" + seed);
  }

  @Test
  void everySupportedTypeIsTriedOrExcused() {
    Set<String> supported = new TreeSet<>();
    for (LayerConverter converter : LayerRegistry.load().all()) {
      supported.add(converter.type());
    }
    Set<String> covered = new TreeSet<>(LayerCases.all().keySet());
    covered.addAll(LayerCases.notRunnable().keySet());
    assertEquals(supported, covered);
  }
}
