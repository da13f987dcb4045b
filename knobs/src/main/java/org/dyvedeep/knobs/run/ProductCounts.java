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
  private final int[] nonzeroWeights;
  private final int[] zeroWeights;
  private final int[] flat;

  ProductCounts(LayerShape shape, ColumnBlock block, LayerTally tally) {
    this.shape = shape;
    this.block = block;
    this.tally = tally;
    nonzeroWeights = new int[block.capacity()];
    zeroWeights = new int[block.capacity()];
    flat = new int[block.capacity()];
  }

  /** Starts an output. */
  void start() {
    Arrays.fill(nonzeroWeights, 0);
    Arrays.fill(zeroWeights, 0);
    Arrays.fill(flat, 0);
  }

  /** One product for each flat window, of its mean with one of the sums of weights. */
  void addMeans(double[] weightSums, int first) {
    for (int c = 0; c < shape.features(); c++) {
      int[] counts = weightSums[first + c] == 0 ? zeroWeights : nonzeroWeights;
      add(block.meanSpends(), c * block.capacity(), counts);
    }
  }

  /** The products that sums come to next. Lanes that have stopped are not asked for any more. */
  void add(float[] w, int first, int[] order, int from, int to) {
    for (int j = from; j < to; j++) {
      int[] counts = w[first + order[j]] == 0 ? zeroWeights : nonzeroWeights;
      int row = order[j] * block.capacity();
      if (block.varied()) {
        add(block.spends(), row, counts);
      } else {
        // All lanes spend the same: the first stands for them.
        counts[0]++;
      }
      if (block.flats().length > 0) {
        add(block.flats(), row, flat);
      }
    }
  }

  private void add(int[] counts, int row, int[] sums) {
    for (int i = 0; i < block.lanes(); i++) {
      sums[i] += counts[row + i];
    }
  }

  /** A lane's neuron is done after so many products. */
  void finish(int output, int lane, int after) {
    int counted = block.varied() ? lane : 0;
    int zeros = zeroWeights[counted];
    int spent = nonzeroWeights[counted] + zeros;
    int flatWindows = block.flatCount(lane);
    int sfma = flatWindows * (shape.window() - 1);
    int flatToCome = flatWindows * shape.window() - flat[lane];
    int spet = shape.products() - after - flatToCome;
    int zis = shape.products() - spent - sfma - spet;
    tally.computed(output, block.position(lane), spent, zeros, spet, sfma, zis);
  }
}
