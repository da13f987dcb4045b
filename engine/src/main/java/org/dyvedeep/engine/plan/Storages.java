package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;

/**
 * In-place planning: which values share a region of memory. An output takes the region of its
 * node's first input when the operation allows it and nothing in the region is needed afterwards.
 * Graph inputs and outputs are pinned: they are never overwritten. Parts of a join share the region
 * of the whole, from the writing of the first.
 */
final class Storages {
  private final Map<Value, Storage> byValue = new HashMap<>();
  private final List<Storage> all = new ArrayList<>();
  private final Map<Value, Integer> lastUses = new HashMap<>();
  private final Set<Value> outputs;
  private final Layouts layouts;

  private Storages(Graph graph, Layouts layouts) {
    this.layouts = layouts;
    this.outputs = new HashSet<>(graph.outputs());
  }

  /** Every region that a graph needs, in the order of first writing. */
  static List<Storage> of(Graph graph, Layouts layouts) {
    Storages storages = new Storages(graph, layouts);
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (Value input : nodes.get(i).inputs()) {
        storages.lastUses.put(input, i);
      }
    }
    for (Value input : graph.inputs()) {
      storages.add(input, -1, true);
    }
    for (int i = 0; i < nodes.size(); i++) {
      storages.addOutputs(nodes.get(i), i);
    }
    return storages.all;
  }

  private void addOutputs(Node node, int moment) {
    for (int i = 0; i < node.outputs().size(); i++) {
      Value output = node.outputs().get(i);
      if (i == 0 && canOverwrite(node, moment)) {
        Storage storage = byValue.get(node.inputs().get(0));
        storage.add(output, lastUse(output, moment), outputs.contains(output));
        byValue.put(output, storage);
      } else {
        add(output, moment, outputs.contains(output));
      }
    }
  }

  private boolean canOverwrite(Node node, int moment) {
    if (!node.operation().inPlace() && !node.operation().view()) {
      return false;
    }
    Value first = node.inputs().get(0);
    Storage storage = byValue.get(first);
    // An operand that is read twice, by whatever name, would be overwritten between the readings.
    boolean readOnce =
        node.inputs().stream().skip(1).noneMatch(other -> byValue.get(other) == storage);
    return readOnce
        && storage.diesAt(moment)
        && layouts.interchangeable(first, node.outputs().get(0));
  }

  private void add(Value value, int born, boolean pinned) {
    Value whole = layouts.whole(value);
    Storage storage = byValue.get(whole);
    if (storage == null) {
      storage = new Storage(layouts.floats(whole), born);
      byValue.put(whole, storage);
      all.add(storage);
    }
    storage.add(value, lastUse(value, born), pinned);
    byValue.put(value, storage);
  }

  private int lastUse(Value value, int born) {
    return lastUses.getOrDefault(value, born);
  }
}
