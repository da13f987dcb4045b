package org.dyvedeep.engine.pass;

import java.util.Optional;
import java.util.function.Predicate;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Identity;

/**
 * Merges activations into the Convolution, Deconvolution or InnerProduct before them, which then
 * applies them to its outputs while they are at hand.
 */
public final class FuseActivation implements Pass {
  private final Predicate<Activation> which;

  /** Merges all activations. */
  public FuseActivation() {
    this(activation -> true);
  }

  /** Merges some activations: those that a back end computes at little cost. */
  public FuseActivation(Predicate<Activation> which) {
    this.which = which;
  }

  @Override
  public Graph apply(Graph graph) {
    return Fusion.apply(graph, this::merge);
  }

  private Optional<Node> merge(Node producer, Node consumer) {
    if (!(consumer.operation() instanceof Activation activation)
        || activation instanceof Identity
        || !which.test(activation)) {
      return Optional.empty();
    }
    return Optional.of(
        producer.with(LinearLayer.with(producer.operation(), activation), producer.weights()));
  }
}
