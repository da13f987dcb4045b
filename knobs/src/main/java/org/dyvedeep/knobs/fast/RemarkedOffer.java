package org.dyvedeep.knobs.fast;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A dense layer of which reports say why its knobs are off.
 *
 * @param why a few words for users
 */
record RemarkedOffer(Offer dense, String why) implements Offer {
  @Override
  public LayoutNeed input(int index) {
    return dense.input(index);
  }

  @Override
  public LayoutKind output(int index) {
    return dense.output(index);
  }

  @Override
  public void close() {
    dense.close();
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    return new Remarked(dense.prepare(inputs, outputs), why);
  }

  /** The dense layer under a longer name. */
  private record Remarked(PreparedNode node, String why) implements PreparedNode {
    @Override
    public String operator() {
      return node.operator() + "; " + why;
    }

    @Override
    public int scratchFloats() {
      return node.scratchFloats();
    }

    @Override
    public long nativeScratchFloats() {
      return node.nativeScratchFloats();
    }

    @Override
    public Step bind(NodeMemory memory) {
      return node.bind(memory);
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
