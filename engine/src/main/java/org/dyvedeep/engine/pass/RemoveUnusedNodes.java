package org.dyvedeep.engine.pass;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;

/**
 * Removes nodes that no output depends on, Silence among them. Inputs stay, so that callers may
 * write all that the network declares.
 */
public final class RemoveUnusedNodes implements Pass {
  @Override
  public Graph apply(Graph graph) {
    Set<Value> needed = new HashSet<>(graph.outputs());
    List<Node> kept = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (!Collections.disjoint(node.outputs(), needed)) {
        kept.add(node);
        needed.addAll(node.inputs());
      }
    }
    Collections.reverse(kept);
    Set<Value> written = new HashSet<>(graph.inputs());
    kept.forEach(node -> written.addAll(node.outputs()));
    Map<String, Value> blobs = new LinkedHashMap<>(graph.blobs());
    blobs.values().retainAll(written);
    return new Graph(graph.name(), graph.inputs(), kept, graph.outputs(), blobs);
  }
}
