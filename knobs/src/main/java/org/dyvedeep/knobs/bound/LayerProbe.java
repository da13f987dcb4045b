package org.dyvedeep.knobs.bound;

import java.util.Optional;
import org.dyvedeep.engine.backend.direct.ConvolutionCost;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.knobs.fast.DenseShape;

/**
 * Looks at what one layer reads and yields: first at pictures to learn from, then at others, on
 * which what was learned is tried.
 */
final class LayerProbe {
  private final RectifiedLayer layer;
  private final StretchSampler sampler;
  private final BlockCounters positive;
  private final BlockCounters winners;
  private final BlockCounter heldOut;
  private final BlockCounter reordered;
  private final Optional<PoolingWinners> pooling;
  private final MeanInputs means;
  private final PositiveSets sets;
  private final boolean[] set;
  private final boolean[] moved;
  private int[] order;
  private SignPredictors predictors;

  LayerProbe(RectifiedLayer layer, int stretches, long seed) {
    this.layer = layer;
    this.sampler = new StretchSampler(layer.height(), layer.width(), stretches, seed);
    this.positive = new BlockCounters(layer);
    this.winners = new BlockCounters(layer);
    this.heldOut = layer.counter(BlockShape.SIXTEEN_FEATURES);
    this.reordered = layer.counter(BlockShape.SIXTEEN_FEATURES);
    this.pooling = layer.maxPooling().map(max -> new PoolingWinners(max, layer.out()));
    this.means = new MeanInputs(layer.in());
    this.sets = new PositiveSets(layer.outputs());
    this.set = new boolean[layer.out().size()];
    this.moved = new boolean[set.length];
  }

  /** Takes a picture to learn from: what the layer reads, and its rectified outputs. */
  void learn(float[] input, float[] output) {
    means.add(input);
    sets.add(count(output), sampler.next());
  }

  /** Ends learning. */
  void learned() {
    order = FeatureOrder.of(sets, layer.outputs(), layer.outputsPerGroup());
    predictors = new SignPredictors(layer, means.means());
  }

  /** Tries what was learned on a picture. */
  void examine(float[] input, float[] output) {
    heldOut.add(count(output));
    reordered.add(reordered());
    predictors.add(input, sampler.next());
  }

  /** Counts blocks of winners and of positive outputs, and gives the latter. */
  private OutputMask count(float[] output) {
    OutputMask mask = mask(set);
    if (pooling.isPresent()) {
      pooling.get().mark(output, set);
      winners.add(mask);
    }
    for (int i = 0; i < set.length; i++) {
      set[i] = output[i] > 0;
    }
    positive.add(mask);
    return mask;
  }

  /** The positive outputs with features in the order that was learned. */
  private OutputMask reordered() {
    int plane = layer.height() * layer.width();
    for (int place = 0; place < order.length; place++) {
      System.arraycopy(set, order[place] * plane, moved, place * plane, plane);
    }
    return mask(moved);
  }

  private OutputMask mask(boolean[] of) {
    return OutputMask.of(of, layer.height(), layer.width());
  }

  LayerBounds result(CostModel costs) {
    return new LayerBounds(
        layer.name(),
        layer.outputs(),
        layer.height(),
        layer.width(),
        positive.shares(),
        heldOut.share(),
        reordered.share(),
        pooling.map(max -> winners.shares()),
        predictors.results(),
        denseOverDirect(new ConvolutionCost(costs)));
  }

  private double denseOverDirect(ConvolutionCost cost) {
    ConvolutionShape shape = DenseShape.of(layer.node(), layer.operation());
    int positions = layer.height() * layer.width();
    return cost.denseNanos(shape) / cost.pixelNanos(shape, positions);
  }
}
