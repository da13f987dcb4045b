package org.dyvedeep.engine.backend.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.plan.CostModel;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  /** Tests run on machines that are busy with others, on which refusing is right. */
  @Test
  void costsAreBeyondDoubtOrRefused() {
    try {
      CostModel costs = Calibration.measure(KernelLookup.best());
      assertEquals(Optional.empty(), costs.doubt());
    } catch (UnsteadyMachineException e) {
      assertTrue(e.getMessage().startsWith("the costs of kernels"), e.getMessage());
    }
  }
}
