package org.dyvedeep.tools.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;

/**
 * What a graph's values are called in the file. Inputs keep their names; a blob's name goes to the
 * value that Caffe would hold under it after a run, the last one; values that layers in place wrote
 * over are called after their blob and their layer.
 */
final class TensorNames {
  private final Map<String, String> names = new HashMap<>();
  private final Names taken;

  TensorNames(Graph graph, Names taken) {
    this.taken = taken;
    graph.inputs().forEach(input -> give(input, input.name()));
    for (Map.Entry<String, Value> blob : graph.blobs().entrySet()) {
      if (!names.containsKey(blob.getValue().name()) && taken.take(blob.getKey())) {
        names.put(blob.getValue().name(), blob.getKey());
      }
    }
    for (Node node : graph.nodes()) {
      for (Value value : node.outputs()) {
        if (!names.containsKey(value.name())) {
          give(value, value.name(), value.name() + "@" + node.name());
        }
      }
    }
  }

  private void give(Value value, String wish) {
    names.put(value.name(), taken.unique(wish));
  }

  private void give(Value value, String wish, String otherwise) {
    names.put(value.name(), taken.take(wish) ? wish : taken.unique(otherwise));
  }

  String of(Value value) {
    return names.get(value.name());
  }

  List<String> of(List<Value> values) {
    return values.stream().map(this::of).toList();
  }
}
