package org.dyvedeep.knobs.run;

import java.util.Arrays;
import org.dyvedeep.knobs.count.LayerTally;

/**
 * Counts, for the lanes of a block, what became of the products that an output's sums came to.
 * Belongs to one session.
 */
final class ProductCounts {
  private final LayerShape shape;
  private final ColumnBlock block;
  private final LayerTally tally;
  private final ZeroWeights zeroWeights;
  private final ZeroWeights zeroSums;

  /** The products that sums have come to, a bit each, as long as these are not all. */
  private final long[] reached;

  ProductCounts(LayerData data, ColumnBlock block, LayerTally tally) {
    this.shape = data.shape();
    this.block = block;
    this.tally = tally;
    zeroWeights = data.zeroWeights();
    zeroSums = data.zeroSums();
    reached = new long[LaneBits.words(shape.products())];
  }

  /** Starts an output. */
  void start() {
    Arrays.fill(reached, 0);
  }

  /** The products that sums come to next, and stop before the last of all. */
  void add(int[] order, int from, int to) {
    for (int j = from; j < to; j++) {
      reached[order[j] / Long.SIZE] |= 1L << order[j];
    }
  }

  /** A lane's neuron is done after so many products. */
  void finish(int output, int lane, int after) {
    boolean all = after == shape.products();
    int zeros = all ? zeros(output, lane) : reachedZeros(output, lane);
    int spent = all ? spent(lane, after) : reachedSpent(lane, after);
    int flatWindows = block.flatCount(lane);
    if (flatWindows > 0) {
      spent += block.meanSpends().count(lane);
      zeros += zeroSums.count(output, block.meanSpends(), lane);
    }
    int sfma = flatWindows * (shape.window() - 1);
    int flat = flatWindows * shape.window();
    int flatToCome = all || flat == 0 ? 0 : flat - block.flats().count(lane, reached, 0);
    int spet = shape.products() - after - flatToCome;
    int zis = shape.products() - spent - sfma - spet;
    tally.computed(output, block.position(lane), spent, zeros, spet, sfma, zis);
  }

  private int spent(int lane, int all) {
    return block.varied() ? block.spends().count(lane) : all;
  }

  private int zeros(int output, int lane) {
    return block.varied()
        ? zeroWeights.count(output, block.spends(), lane)
        : zeroWeights.count(output);
  }

  private int reachedSpent(int lane, int after) {
    return block.varied() ? block.spends().count(lane, reached, 0) : after;
  }

  private int reachedZeros(int output, int lane) {
    return block.varied()
        ? zeroWeights.count(output, block.spends(), lane, reached)
        : zeroWeights.count(output, reached);
  }
}
