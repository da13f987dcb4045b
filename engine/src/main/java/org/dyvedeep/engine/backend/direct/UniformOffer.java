package org.dyvedeep.engine.backend.direct;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;

/**
 * An offer that wants all inputs alike, and writes one output.
 *
 * @param need how the inputs are read
 * @param output how the output is written
 * @param preparer makes the node ready for the layouts of its first input and of its output
 */
record UniformOffer(LayoutNeed need, LayoutKind output, Preparer preparer) implements Offer {
  /** Makes a node ready, as {@link Offer#prepare} does. */
  @FunctionalInterface
  interface Preparer {
    PreparedNode prepare(ActivationLayout input, ActivationLayout output);
  }

  @Override
  public LayoutNeed input(int index) {
    return need;
  }

  @Override
  public LayoutKind output(int index) {
    return output;
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    return preparer.prepare(inputs.get(0), outputs.get(0));
  }
}
