package org.dyvedeep.engine.backend.direct;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.Conversion;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Concat of blocked values along the channels. Inputs that fill whole blocks are written in place
 * by their producers where the plan allows it; the others are copied.
 */
final class ConcatLayer implements Offer {
  private final int[] channels;
  private final int[] firsts;

  private ConcatLayer(int[] channels) {
    this.channels = channels;
    this.firsts = new int[channels.length];
    for (int i = 1; i < channels.length; i++) {
      firsts[i] = firsts[i - 1] + channels[i - 1];
    }
  }

  static Optional<Offer> offer(Concat op, Node node, List<LayoutKind> inputs) {
    Shape first = node.inputs().get(0).shape();
    boolean runs =
        first.rank() == 4
            && first.canonicalAxis(op.axis()) == 1
            && inputs.stream().allMatch(kind -> kind == LayoutKind.BLOCKED);
    if (!runs) {
      return Optional.empty();
    }
    return Optional.of(
        new ConcatLayer(node.inputs().stream().mapToInt(v -> v.shape().dim(1)).toArray()));
  }

  @Override
  public LayoutNeed input(int index) {
    return LayoutNeed.of(LayoutKind.BLOCKED);
  }

  @Override
  public LayoutKind output(int index) {
    return LayoutKind.BLOCKED;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An input whose last block is shared with the next input cannot be joined: its readers rely
   * on zeros there.
   */
  @Override
  public int joinedAt(int input) {
    boolean last = input == channels.length - 1;
    boolean whole = firsts[input] % BlockedLayout.BLOCK == 0;
    return whole && (last || channels[input] % BlockedLayout.BLOCK == 0) ? firsts[input] : -1;
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    return new DirectNode("direct", this::bind);
  }

  private Step bind(NodeMemory memory) {
    Region y = memory.output(0);
    Region[] copied = new Region[channels.length];
    for (int i = 0; i < copied.length; i++) {
      Region x = memory.input(i);
      copied[i] = isJoined(x, y, firsts[i]) ? null : x;
    }
    if (Arrays.stream(copied).allMatch(x -> x == null)) {
      return () -> {};
    }
    return () -> {
      for (int i = 0; i < copied.length; i++) {
        if (copied[i] != null) {
          copy(copied[i], y, firsts[i]);
        }
      }
    };
  }

  private static boolean isJoined(Region x, Region y, int channel) {
    ActivationLayout layout = y.layout();
    return x.offset() == y.offset() + layout.offset(channel, -layout.padY(), -layout.padX());
  }

  private static void copy(Region x, Region y, int channel) {
    BlockedLayout from = (BlockedLayout) x.layout();
    BlockedLayout to = (BlockedLayout) y.layout();
    for (int n = 0; n < x.images(); n++) {
      Conversion.concat(from, x.array(), x.image(n), to, channel, y.array(), y.image(n));
    }
  }
}
