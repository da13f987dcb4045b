package org.dyvedeep.tools.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names of which no two are the same. */
final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> repetitions = new HashMap<>();

  /** Takes a name if it is free. */
  boolean take(String name) {
    return taken.add(name);
  }

  /** A free name: the wish, or the wish and a number. */
  String unique(String wish) {
    String name = wish;
    while (!taken.add(name)) {
      name = wish + "." + (1 + repetitions.merge(wish, 1, Integer::sum));
    }
    return name;
  }
}
