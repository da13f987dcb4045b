package org.dyvedeep.engine.backend.direct;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.Conversion;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.tensor.Shape;

/** Slices of a blocked value along its channels, without a detour by the plain layout. */
final class SliceLayer {
  private SliceLayer() {}

  static Optional<Offer> offer(Slice op, Node node, LayoutKind kind) {
    Shape input = node.inputs().get(0).shape();
    if (kind != LayoutKind.BLOCKED || input.canonicalAxis(op.axis()) != 1) {
      return Optional.empty();
    }
    int pieces = node.outputs().size();
    DirectNode prepared = new DirectNode("direct", memory -> bind(pieces, memory));
    return Optional.of(new UniformOffer(LayoutNeed.of(kind), kind, (in, out) -> prepared));
  }

  private static Step bind(int pieces, NodeMemory memory) {
    Region x = memory.input(0);
    Region[] outputs = new Region[pieces];
    for (int i = 0; i < pieces; i++) {
      outputs[i] = memory.output(i);
    }
    return () -> {
      int channel = 0;
      for (Region y : outputs) {
        copy(x, channel, y);
        channel += y.layout().channels();
      }
    };
  }

  private static void copy(Region x, int channel, Region y) {
    BlockedLayout from = (BlockedLayout) x.layout();
    BlockedLayout to = (BlockedLayout) y.layout();
    for (int n = 0; n < x.images(); n++) {
      Conversion.slice(from, x.array(), x.image(n), channel, to, y.array(), y.image(n));
    }
  }
}
