package org.dyvedeep.engine.pass;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/**
 * y = x * factor + term for each channel, and how it is folded into the weights and the bias of the
 * node that computes x. All arithmetic is double, rounded once.
 */
final class ChannelAffine {
  private final double[] factor;
  private final double[] term;

  /** Takes one factor and one term a channel. */
  ChannelAffine(double[] factor, double[] term) {
    this.factor = factor;
    this.term = term;
  }

  /** Whether all weights of a node are plain numbers; folding would inflate compressed ones. */
  static boolean dense(Node node) {
    return node.weights().stream().allMatch(w -> w instanceof DenseWeights);
  }

  /** The producer with this folded in; empty where a factor or term is not a finite number. */
  Optional<Node> foldInto(Node producer) {
    for (int i = 0; i < factor.length; i++) {
      if (!Double.isFinite(factor[i]) || !Double.isFinite(term[i])) {
        return Optional.empty();
      }
    }
    Weights weight = producer.weights().get(0);
    float[] bias = producer.weights().size() == 2 ? producer.weights().get(1).values() : null;
    return Optional.of(
        producer.with(
            LinearLayer.withBias(producer.operation()),
            List.of(
                new DenseWeights(weight.shape(), scaled(producer.operation(), weight)),
                new DenseWeights(Shape.of(factor.length), shifted(bias)))));
  }

  private float[] shifted(float[] bias) {
    float[] result = new float[factor.length];
    for (int o = 0; o < result.length; o++) {
      result[o] = (float) ((bias == null ? 0 : bias[o] * factor[o]) + term[o]);
    }
    return result;
  }

  private float[] scaled(Operation operation, Weights weight) {
    float[] result = weight.values().clone();
    int[] dims = weight.shape().dims();
    if (operation instanceof Deconvolution deconvolution) {
      int channelsPerGroup = dims[0] / deconvolution.group();
      int outputsPerGroup = dims[1];
      for (int c = 0; c < dims[0]; c++) {
        int firstOutput = c / channelsPerGroup * outputsPerGroup;
        scaleRows(
            result, c * outputsPerGroup, outputsPerGroup, weight.shape().count(2), firstOutput);
      }
    } else if (operation instanceof InnerProduct product && product.transpose()) {
      for (int k = 0; k < dims[0]; k++) {
        scaleRows(result, k * dims[1], dims[1], 1, 0);
      }
    } else {
      scaleRows(result, 0, dims[0], weight.shape().count(1), 0);
    }
    return result;
  }

  /** Scales consecutive rows by the factors of consecutive outputs. */
  private void scaleRows(float[] values, int firstRow, int rows, int length, int firstOutput) {
    for (int row = 0; row < rows; row++) {
      double by = factor[firstOutput + row];
      int start = (firstRow + row) * length;
      for (int i = start; i < start + length; i++) {
        values[i] = (float) (values[i] * by);
      }
    }
  }
}
