package org.dyvedeep.engine.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Split;

/**
 * Removes nodes whose outputs equal their input: Dropout at test time and Split. Readers, outputs
 * and blob names of the removed values point to the input from then on.
 */
public final class RemoveIdentity implements Pass {
  @Override
  public Graph apply(Graph graph) {
    Map<Value, Value> replaced = new HashMap<>();
    UnaryOperator<Value> current = value -> replaced.getOrDefault(value, value);
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Node updated = node.withInputs(node.inputs().stream().map(current).toList());
      if (node.operation() instanceof Identity || node.operation() instanceof Split) {
        node.outputs().forEach(output -> replaced.put(output, updated.inputs().get(0)));
      } else {
        nodes.add(updated);
      }
    }
    Map<String, Value> blobs = new LinkedHashMap<>(graph.blobs());
    blobs.replaceAll((blob, value) -> current.apply(value));
    // Two outputs may have become one value.
    LinkedHashSet<Value> outputs = new LinkedHashSet<>();
    graph.outputs().forEach(output -> outputs.add(current.apply(output)));
    return new Graph(graph.name(), graph.inputs(), nodes, List.copyOf(outputs), blobs);
  }
}
