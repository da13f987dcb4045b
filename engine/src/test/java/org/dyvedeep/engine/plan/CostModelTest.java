package org.dyvedeep.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {
  @Test
  void theDefaultsAreBeyondDoubt() {
    assertEquals(Optional.empty(), CostModel.defaults().doubt());
  }

  /** The first three were measured while C2 was still compiling one of the kernels. */
  @ParameterizedTest
  @CsvSource({
    "56.7, 40, 100, 646, 700, 48.8, 0.4, a patch of F(4x4)",
    "55.9, 40, 100, 400, 700, 0.5, 0.4, zeros left out",
    "0.4, 40, 20, 44, 100, 0.7, 0.4, a patch of F(2x2)",
    "56.7, 40, 80, 50, 400, 48.8, 0.4, F(4x4) patches over F(2x2)",
    "56.7, 40, 80, 190, 2000, 48.8, 0.4, F(6x6) patches over F(4x4)",
    "56.7, 40, 200, 440, 1400, 48.8, 0.4, a patch of F(6x6)",
    "56.7, 0.5, 80, 190, 400, 48.8, 0.4, bytes of weights",
    "56.7, 40, 80, 190, 400, 48.8, 0.01, tests for zeros",
    "56.7, 40, 80, 190, 400, 300, 0.4, zeros left out",
  })
  void whatNoMachineHasIsDoubted(
      double multiplyAdds,
      double bytes,
      double small,
      double large,
      double largest,
      double listed,
      double taps,
      String why) {
    CostModel costs = new CostModel(multiplyAdds, bytes, small, large, largest, listed, taps);
    String doubt = costs.doubt().orElse("no doubt");
    assertTrue(doubt.contains(why), doubt);
  }

  /** A core that is so many times slower than another is slower in all. */
  @ParameterizedTest
  @CsvSource({"0.02", "0.5", "3"})
  void howFastAMachineIsRaisesNoDoubt(double speed) {
    CostModel costs =
        new CostModel(
            56.7 * speed,
            40 * speed,
            80 / speed,
            190 / speed,
            400 / speed,
            48.8 * speed,
            0.4 * speed);
    assertEquals(Optional.empty(), costs.doubt());
  }
}
