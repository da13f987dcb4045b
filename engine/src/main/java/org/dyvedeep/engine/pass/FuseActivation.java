package org.dyvedeep.engine.pass;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Operation;

/**
 * Merges activations into the Convolution, Deconvolution or InnerProduct before them, which then
 * applies them to its outputs while they are at hand.
 */
public final class FuseActivation implements Pass {
  private final BiPredicate<Operation, Activation> which;

  /** Merges all activations. */
  public FuseActivation() {
    this((producer, activation) -> true);
  }

  /**
   * Merges some activations.
   *
   * @param which whether a back end applies an activation within the operation before it
   */
  public FuseActivation(BiPredicate<Operation, Activation> which) {
    this.which = which;
  }

  @Override
  public Graph apply(Graph graph) {
    return Fusion.apply(graph, this::merge);
  }

  private Optional<Node> merge(Node producer, Node consumer) {
    if (!(consumer.operation() instanceof Activation activation)
        || activation instanceof Identity
        || !which.test(producer.operation(), activation)) {
      return Optional.empty();
    }
    return Optional.of(
        producer.with(LinearLayer.with(producer.operation(), activation), producer.weights()));
  }
}
