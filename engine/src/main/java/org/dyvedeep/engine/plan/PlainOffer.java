package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;

/** A node that was prepared without asking for layouts. */
record PlainOffer(PreparedNode prepared) implements Offer {
  @Override
  public LayoutNeed input(int index) {
    return LayoutNeed.plain();
  }

  @Override
  public LayoutKind output(int index) {
    return LayoutKind.PLAIN;
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    return prepared;
  }

  @Override
  public void close() {
    prepared.close();
  }
}
