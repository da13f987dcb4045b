package org.dyvedeep.tools.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.tensor.Weights;

/** The constant tensors of a file. Weights that layers share are stored once. */
final class Constants {
  private final Names names;
  private final List<Initializer> all = new ArrayList<>();
  private final IdentityHashMap<Weights, Map<List<Integer>, String>> stored =
      new IdentityHashMap<>();

  Constants(Names names) {
    this.names = names;
  }

  String weights(String wish, int[] dims, Weights weights) {
    return stored
        .computeIfAbsent(weights, key -> new HashMap<>())
        .computeIfAbsent(
            Arrays.stream(dims).boxed().toList(),
            key -> add(Initializer.of(names.unique(wish), dims, weights)));
  }

  String floats(String wish, int[] dims, float[] values) {
    return add(Initializer.of(names.unique(wish), dims, values));
  }

  String longs(String wish, int[] dims, long[] values) {
    return add(Initializer.of(names.unique(wish), dims, values));
  }

  private String add(Initializer initializer) {
    all.add(initializer);
    return initializer.name();
  }

  List<Initializer> all() {
    return List.copyOf(all);
  }
}
