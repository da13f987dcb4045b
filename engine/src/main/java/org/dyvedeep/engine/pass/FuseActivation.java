package org.dyvedeep.engine.pass;

import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Identity;

/**
 * Merges activations into the Convolution, Deconvolution or InnerProduct before them, which then
 * applies them to its outputs while they are at hand.
 */
public final class FuseActivation implements Pass {
  @Override
  public Graph apply(Graph graph) {
    return Fusion.apply(graph, FuseActivation::merge);
  }

  private static Optional<Node> merge(Node producer, Node consumer) {
    if (!(consumer.operation() instanceof Activation activation)
        || activation instanceof Identity) {
      return Optional.empty();
    }
    return Optional.of(
        producer.with(LinearLayer.with(producer.operation(), activation), producer.weights()));
  }
}
