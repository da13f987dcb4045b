package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;

/** Asks providers for each node of a graph, in order. */
record Offers(List<OperatorProvider> providers, PlanOptions options) {
  /**
   * Collects one offer a node.
   *
   * @param offers where they go, so that the caller can close those that were made before an error
   */
  void collect(Graph graph, Collection<Offer> offers) {
    Map<Value, LayoutKind> kinds = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<LayoutKind> inputs = new ArrayList<>();
      for (Value input : node.inputs()) {
        inputs.add(kinds.getOrDefault(input, LayoutKind.PLAIN));
      }
      Offer offer = offer(node, inputs);
      offers.add(offer);
      for (int i = 0; i < node.outputs().size(); i++) {
        kinds.put(node.outputs().get(i), offer.output(i));
      }
    }
  }

  private Offer offer(Node node, List<LayoutKind> inputs) {
    for (OperatorProvider provider : providers) {
      Optional<Offer> offer = provider.offer(node, inputs, options);
      if (offer.isPresent()) {
        return offer.get();
      }
    }
    throw new IllegalStateException("no operator runs layer " + node.name() + " " + node.kind());
  }
}
