package org.dyvedeep.engine.pass;

import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Folds Scale and Bias with stored operands of one value a channel (or one for all) into the
 * weights and bias of the Convolution, Deconvolution or InnerProduct before them.
 */
public final class FoldScale implements Pass {
  @Override
  public Graph apply(Graph graph) {
    return Fusion.apply(graph, FoldScale::merge);
  }

  private static Optional<Node> merge(Node producer, Node consumer) {
    Operation operation = consumer.operation();
    if (!ChannelAffine.dense(producer) || !ChannelAffine.dense(consumer)) {
      return Optional.empty();
    }
    if (operation instanceof Scale scale && matches(scale.axis(), producer, consumer)) {
      int channels = channels(producer);
      double[] factor = values(consumer, 0, channels);
      double[] term = scale.bias() ? values(consumer, 1, channels) : new double[channels];
      return new ChannelAffine(factor, term).foldInto(producer);
    }
    if (operation instanceof Bias bias && matches(bias.axis(), producer, consumer)) {
      int channels = channels(producer);
      double[] factor = new double[channels];
      java.util.Arrays.fill(factor, 1);
      return new ChannelAffine(factor, values(consumer, 0, channels)).foldInto(producer);
    }
    return Optional.empty();
  }

  private static int channels(Node producer) {
    return producer.outputs().get(0).shape().dim(LinearLayer.channelAxis(producer));
  }

  /** Whether the stored operand is one number, or varies along the channel axis only. */
  private static boolean matches(int axis, Node producer, Node consumer) {
    Shape operand = consumer.weights().get(0).shape();
    if (operand.rank() == 0) {
      return true;
    }
    Value between = consumer.inputs().get(0);
    int channelAxis = LinearLayer.channelAxis(producer);
    int channelIndex = channelAxis - between.shape().canonicalAxis(axis);
    return channelIndex >= 0
        && channelIndex < operand.rank()
        && operand.size() == operand.dim(channelIndex);
  }

  private static double[] values(Node node, int index, int channels) {
    float[] stored = node.weights().get(index).values();
    double[] values = new double[channels];
    for (int c = 0; c < channels; c++) {
      values[c] = stored[stored.length == 1 ? 0 : c];
    }
    return values;
  }
}
