package org.dyvedeep.knobs.run;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.StagedSpet;

/** A layer's weights and what follows from them: immutable, shared by all sessions. */
final class LayerData {
  private final LayerShape shape;
  private final float[] weights;
  private final float[] bias;
  private final double[] weightSums;
  private final Termination termination;
  private final ZeroWeights zeroWeights;
  private final ZeroWeights zeroSums;

  /**
   * Prepares a layer's weights.
   *
   * @param counted whether operations are counted, for which alone zeros are looked for
   */
  LayerData(
      Node node, LayerShape shape, LayerEffort effort, ProductOrders orders, boolean counted) {
    this.shape = shape;
    List<Weights> given = node.weights();
    weights = rows(node, given.get(0).values());
    bias = given.size() == 2 ? given.get(1).values() : new float[shape.outputs()];
    weightSums = effort.sfma().isPresent() ? sumWeights() : new double[0];
    termination = termination(node.name(), effort.spet(), orders);
    zeroWeights = counted ? zeros(shape.products(), i -> weights[i] == 0) : null;
    int sums = weightSums.length / shape.outputs();
    zeroSums = counted ? zeros(sums, i -> weightSums[i] == 0) : null;
  }

  private ZeroWeights zeros(int each, IntPredicate zero) {
    return new ZeroWeights(shape.outputs(), each, zero);
  }

  /** The weights as one row an output. */
  private float[] rows(Node node, float[] values) {
    if (!(node.operation() instanceof InnerProduct op && op.transpose())) {
      return values;
    }
    float[] rows = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rows[i % shape.outputs() * shape.products() + i / shape.outputs()] = values[i];
    }
    return rows;
  }

  private double[] sumWeights() {
    double[] sums = new double[shape.outputs() * shape.features()];
    for (int i = 0; i < weights.length; i++) {
      sums[i / shape.window()] += weights[i];
    }
    return sums;
  }

  private Termination termination(String layer, Optional<Spet> spet, ProductOrders orders) {
    if (spet.isEmpty()) {
      return new Uninterrupted(shape.products());
    }
    if (spet.get() instanceof StagedSpet staged) {
      int[][] order =
          orders.of(
              layer,
              staged.order(),
              staged.importance(),
              () -> TapOrders.of(staged.order(), staged.importance(), shape, weights));
      return new StagedTermination(staged, shape, order);
    }
    return new SignedTermination((SignedSpet) spet.get(), shape, weights);
  }

  LayerShape shape() {
    return shape;
  }

  /** One row of products for each output. */
  float[] weights() {
    return weights;
  }

  float bias(int output) {
    return bias[output];
  }

  /** The sum of the weights under a window, by output and feature; only with SFMA. */
  double[] weightSums() {
    return weightSums;
  }

  /** Which weights are 0; null unless operations are counted. */
  ZeroWeights zeroWeights() {
    return zeroWeights;
  }

  /** Which {@link #weightSums} are 0; null unless operations are counted. */
  ZeroWeights zeroSums() {
    return zeroSums;
  }

  Termination termination() {
    return termination;
  }

  /** Which neighbouring positions decide together about SPET: those of the same number. */
  int group(int position) {
    int pixels = Math.min(termination.pixels(), shape.outputWidth());
    if (pixels == 1) {
      // Asked for each neuron at each check: two divisions are a lot.
      return position;
    }
    int groups = (shape.outputWidth() + pixels - 1) / pixels;
    return position / shape.outputWidth() * groups + position % shape.outputWidth() / pixels;
  }
}
