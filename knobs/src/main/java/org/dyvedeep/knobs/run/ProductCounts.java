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
  private final LaneCounter[] nonzeroWeights;
  private final LaneCounter[] zeroWeights;
  private final LaneCounter[] flat;
  private int alike;
  private int alikeZeroWeights;

  ProductCounts(LayerShape shape, ColumnBlock block, LayerTally tally) {
    this.shape = shape;
    this.block = block;
    this.tally = tally;
    nonzeroWeights = counters();
    zeroWeights = counters();
    flat = counters();
  }

  private LaneCounter[] counters() {
    LaneCounter[] counters = new LaneCounter[block.varied() ? block.words() : 0];
    Arrays.setAll(counters, word -> new LaneCounter(shape.products() + shape.features()));
    return counters;
  }

  /** Starts an output. */
  void start() {
    for (int word = 0; word < flat.length; word++) {
      nonzeroWeights[word].clear();
      zeroWeights[word].clear();
      flat[word].clear();
    }
    alike = 0;
    alikeZeroWeights = 0;
  }

  /** One product for each flat window, of its mean with one of the sums of weights. */
  void addMeans(double[] weightSums, int first) {
    for (int c = 0; c < shape.features() && block.varied(); c++) {
      add(block.meanSpends(), c, weightSums[first + c] == 0 ? zeroWeights : nonzeroWeights);
    }
  }

  /** The products that sums come to next. Lanes that have stopped are not asked for any more. */
  void add(float[] w, int first, int[] order, int from, int to) {
    for (int j = from; j < to; j++) {
      boolean zero = w[first + order[j]] == 0;
      if (block.varied()) {
        add(block.spends(), order[j], zero ? zeroWeights : nonzeroWeights);
      } else {
        alike++;
        alikeZeroWeights += zero ? 1 : 0;
      }
      if (block.flats().length > 0) {
        add(block.flats(), order[j] / shape.window(), flat);
      }
    }
  }

  private static void add(long[] rows, int row, LaneCounter[] counters) {
    for (int word = 0; word < counters.length; word++) {
      counters[word].add(rows[row * counters.length + word]);
    }
  }

  private static int count(LaneCounter[] counters, int lane) {
    return counters[lane / LaneCounter.LANES].get(lane % LaneCounter.LANES);
  }

  /** A lane's neuron is done after so many products. */
  void finish(int output, int lane, int after) {
    boolean varied = block.varied();
    int zeros = varied ? count(zeroWeights, lane) : alikeZeroWeights;
    int spent = varied ? count(nonzeroWeights, lane) + zeros : alike;
    int flatWindows = block.flatCount(lane);
    int sfma = flatWindows * (shape.window() - 1);
    int flatToCome = flatWindows * shape.window() - (varied ? count(flat, lane) : 0);
    int spet = shape.products() - after - flatToCome;
    int zis = shape.products() - spent - sfma - spet;
    tally.computed(output, block.position(lane), spent, zeros, spet, sfma, zis);
  }
}
