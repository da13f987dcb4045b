package org.dyvedeep.knobs.run;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dyvedeep.knobs.setting.TapOrder;

/**
 * The orders in which the layers of one network sum up their products. Who prepares the network
 * again and again with other thresholds, as tuning does, sorts its weights only once by keeping
 * them. Safe for several threads.
 */
public final class ProductOrders {
  private final Map<Key, int[][]> known = new ConcurrentHashMap<>();

  private record Key(String layer, TapOrder order, List<Float> importance) {}

  int[][] of(String layer, TapOrder order, List<Float> importance, Supplier<int[][]> sorted) {
    return known.computeIfAbsent(new Key(layer, order, importance), key -> sorted.get());
  }
}
