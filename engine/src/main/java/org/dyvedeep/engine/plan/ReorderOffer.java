package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.Conversion;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;

/** Copies a value from one layout to another: from or to the plain one. */
record ReorderOffer(LayoutKind from, LayoutKind to) implements Offer {
  @Override
  public LayoutNeed input(int index) {
    return LayoutNeed.of(from);
  }

  @Override
  public LayoutKind output(int index) {
    return to;
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    return new Prepared(this);
  }

  private record Prepared(ReorderOffer offer) implements PreparedNode {
    @Override
    public String operator() {
      return offer.from + " to " + offer.to;
    }

    @Override
    public Step bind(NodeMemory memory) {
      Region in = memory.input(0);
      Region out = memory.output(0);
      return () -> copy(in, out);
    }
  }

  private static void copy(Region in, Region out) {
    for (int n = 0; n < in.images(); n++) {
      int from = in.image(n);
      int to = out.image(n);
      if (in.layout() instanceof BlockedLayout blocked) {
        Conversion.unpack(in.array(), from, blocked, out.array(), to);
      } else if (out.layout() instanceof BlockedLayout blocked) {
        Conversion.pack(in.array(), from, blocked, out.array(), to);
      } else {
        Conversion.pad(in.array(), from, (PlanarLayout) out.layout(), out.array(), to);
      }
    }
  }
}
