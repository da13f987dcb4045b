package org.dyvedeep.engine.plan;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;

/**
 * Answers "can you run this node, and how?".
 *
 * <p>A plan asks its providers in order and takes the first answer: those passed in by the caller
 * (the place where dynamic-effort operators plug in), then the back end, and last the reference
 * operators, which run everything.
 */
@FunctionalInterface
public interface OperatorProvider {
  /**
   * Prepares a node that reads and writes plain values: chooses its kernel and packs its weights.
   *
   * @return empty to leave the node to the next provider
   * @throws IllegalStateException if something that the provider needs is missing on this machine;
   *     the message says what
   */
  Optional<PreparedNode> prepare(Node node, PlanOptions options);

  /**
   * Offers to run a node, and says in which layouts. To be overridden by providers that know other
   * layouts than the plain one.
   *
   * @param inputs the kinds of layout that the inputs are written in: plain or blocked
   * @return empty to leave the node to the next provider
   * @throws IllegalStateException as {@link #prepare} does
   */
  default Optional<Offer> offer(Node node, List<LayoutKind> inputs, PlanOptions options) {
    return prepare(node, options).map(Offer::plain);
  }
}
