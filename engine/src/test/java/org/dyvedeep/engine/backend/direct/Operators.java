package org.dyvedeep.engine.backend.direct;

import java.util.List;
import org.dyvedeep.engine.plan.StepInfo;

/** What ran the layers of a network. */
final class Operators {
  private Operators() {}

  /** The operator of the layer of that name. */
  static String of(List<StepInfo> steps, String layer) {
    return steps.stream()
        .filter(step -> step.layer().equals(layer))
        .findFirst()
        .orElseThrow()
        .operator();
  }
}
