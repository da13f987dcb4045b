package org.dyvedeep.knobs.run;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.knobs.count.LayerTally;
import org.dyvedeep.knobs.count.Overhead;

/**
 * Computes neurons of one output after the other at the positions of a block: flat windows first,
 * then the other products in SPET's order, until SPET stops them or all are done. Belongs to one
 * session.
 */
final class NeuronSums {
  /** One lane alone takes about as long as so many side by side. */
  private static final int LANES_PER_VECTOR = 4;

  private final Kernels kernels = KernelLookup.best();
  private final LayerShape shape;
  private final LayerData data;
  private final Termination termination;
  private final ColumnBlock block;
  private final NeuronState[] states;
  private final float[] results;
  private final int firstResult;
  private final LayerTally tally;
  private final ProductCounts counts;
  private final double[] sums;
  private final NeuronState[] predictions;
  private final int[] active;
  private final int[] checked;
  private final int[] comparisons;

  /** Whether each neuron decides for itself about SPET. */
  private final boolean alone;

  private int activeCount;

  /**
   * Binds to the memory of a session.
   *
   * @param states of all neurons, by output and position; those that wait are computed
   * @param results where the sums go, by output and position, from {@code firstResult} on
   * @param tally what counts; null for none
   */
  NeuronSums(
      LayerData data,
      ColumnBlock block,
      NeuronState[] states,
      float[] results,
      int firstResult,
      LayerTally tally) {
    this.shape = data.shape();
    this.data = data;
    this.termination = data.termination();
    this.block = block;
    this.states = states;
    this.results = results;
    this.firstResult = firstResult;
    this.tally = tally;
    this.counts = tally == null ? null : new ProductCounts(data, block, tally);
    sums = new double[block.capacity()];
    predictions = new NeuronState[block.capacity()];
    active = new int[block.capacity()];
    checked = new int[block.capacity()];
    comparisons = new int[block.capacity()];
    alone = termination.pixels() == 1;
  }

  /** Computes the neurons of an output that wait at the block's positions. */
  void compute(int output) {
    select(output);
    if (activeCount == 0) {
      return;
    }
    start(output);
    int done = 0;
    for (int check = 0; check < termination.checks(output) && activeCount > 0; check++) {
      int after = termination.after(output, check);
      add(output, done, after);
      done = after;
      stop(output, check, done);
    }
    if (activeCount > 0) {
      add(output, done, shape.products());
      for (int i = 0; i < activeCount; i++) {
        finish(output, active[i], NeuronState.COMPUTED, shape.products());
      }
    }
  }

  private void select(int output) {
    activeCount = 0;
    for (int i = 0; i < block.lanes(); i++) {
      if (states[output * shape.positions() + block.position(i)] == NeuronState.WAITING) {
        active[activeCount++] = i;
      }
    }
  }

  private void start(int output) {
    Arrays.fill(sums, 0);
    if (counts != null) {
      counts.start();
    }
    if (block.means().length > 0) {
      int first = output * shape.features();
      for (int c = 0; c < shape.features(); c++) {
        double weight = data.weightSums()[first + c];
        TapSums.one(block.means(), c * block.capacity(), weight, block.lanes(), sums);
      }
    }
  }

  private void add(int output, int from, int to) {
    int[] order = termination.order(output);
    float[] w = data.weights();
    int first = output * shape.products();
    double[] x = block.inputs();
    int stride = block.capacity();
    if (activeCount * LANES_PER_VECTOR > block.lanes() && block.lanes() >= LANES_PER_VECTOR) {
      kernels.addProducts(x, stride, block.lanes(), w, first, order, from, to, sums);
    } else {
      TapSums.some(x, stride, active, activeCount, w, first, order, from, to, sums);
    }
    if (counts != null && to < shape.products()) {
      counts.add(order, from, to);
    }
  }

  /** Stops the groups of neurons that a check predicts to end on rails. */
  private void stop(int output, int check, int after) {
    if (!predict(output, check)) {
      return;
    }
    int remaining = 0;
    int next;
    for (int from = 0; from < activeCount; from = next) {
      next = alone ? from + 1 : endOfGroup(from);
      boolean all = allOnRails(from, next);
      for (int i = from; i < next; i++) {
        if (all) {
          finish(output, active[i], predictions[i], after);
        } else {
          active[remaining++] = active[i];
        }
      }
    }
    activeCount = remaining;
  }

  private int endOfGroup(int from) {
    int end = from + 1;
    while (end < activeCount && data.group(position(end)) == data.group(position(from))) {
      end++;
    }
    return end;
  }

  private int position(int index) {
    return block.position(active[index]);
  }

  private boolean allOnRails(int from, int to) {
    boolean all = true;
    for (int i = from; i < to; i++) {
      all &= predictions[i] != NeuronState.COMPUTED;
    }
    return all;
  }

  /** Looks at the sums of all neurons that are left: whether any is predicted to end on a rail. */
  private boolean predict(int output, int check) {
    double bias = data.bias(output);
    double below = termination.below(output, check);
    double above = termination.above(output, check);
    boolean any = false;
    for (int i = 0; i < activeCount; i++) {
      double sum = sums[active[i]] + bias;
      NeuronState others = sum > above ? NeuronState.UPPER_RAIL : NeuronState.COMPUTED;
      predictions[i] = sum < below ? NeuronState.LOWER_RAIL : others;
      any |= predictions[i] != NeuronState.COMPUTED;
    }
    if (tally != null) {
      tallyChecks(output, termination.comparesTwice(check));
    }
    return any;
  }

  private void tallyChecks(int output, boolean twice) {
    for (int i = 0; i < activeCount; i++) {
      checked[i] = position(i);
      comparisons[i] = twice && predictions[i] != NeuronState.LOWER_RAIL ? 2 : 1;
    }
    tally.overhead(Overhead.SPET_CHECK, output, checked, comparisons, activeCount);
  }

  private void finish(int output, int lane, NeuronState state, int after) {
    int neuron = output * shape.positions() + block.position(lane);
    states[neuron] = state;
    results[firstResult + neuron] = (float) (sums[lane] + data.bias(output));
    if (counts != null) {
      counts.finish(output, lane, after);
    }
  }
}
