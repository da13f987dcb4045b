package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order of output features in which those that are positive together are neighbours. It is found
 * block by block: the rarest feature that is left begins a block, and the block takes the feature
 * that makes it positive at the fewest further positions, again and again.
 */
final class FeatureOrder {
  private static final int BLOCK = BlockShape.SIXTEEN_FEATURES.features();

  private final PositiveSets sets;
  private final int[] order;
  private int placed;

  private FeatureOrder(PositiveSets sets, int outputs) {
    this.sets = sets;
    this.order = new int[outputs];
  }

  /** For each place, the feature that comes there; features stay in their groups. */
  static int[] of(PositiveSets sets, int outputs, int outputsPerGroup) {
    FeatureOrder result = new FeatureOrder(sets, outputs);
    for (int group = 0; group < outputs; group += outputsPerGroup) {
      List<Integer> left =
          new ArrayList<>(IntStream.range(group, group + outputsPerGroup).boxed().toList());
      while (!left.isEmpty()) {
        result.placeBlock(left);
      }
    }
    return result.order;
  }

  private void placeBlock(List<Integer> left) {
    BitSet block = new BitSet();
    for (int i = 0; i < BLOCK && !left.isEmpty(); i++) {
      Integer next =
          left.stream().min(Comparator.comparingInt(f -> further(block, f))).orElseThrow();
      left.remove(next);
      block.or(sets.of(next));
      order[placed++] = next;
    }
  }

  /** At how many positions a feature is positive that the block is not. */
  private int further(BitSet block, int feature) {
    BitSet further = (BitSet) sets.of(feature).clone();
    further.andNot(block);
    return further.cardinality();
  }
}
