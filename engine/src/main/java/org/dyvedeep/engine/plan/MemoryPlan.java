package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.tensor.ShapeException;

/**
 * Where each value lies in one arena of floats. Regions of values that are never alive together may
 * overlap; regions of graph inputs and outputs are shared with nobody from their writing on.
 *
 * <p>Regions are placed by size, the largest first, each into the smallest gap that fits between
 * those that are alive at the same time ("greedy by size", Pisarchyk and Lee 2020).
 */
public final class MemoryPlan {
  /** The greatest array that a JVM allocates. */
  static final long MAX_FLOATS = Integer.MAX_VALUE - 8L;

  private final Layouts layouts;
  private final Map<Value, Integer> offsets = new HashMap<>();
  private final long valueFloats;
  private long arenaFloats;

  private MemoryPlan(Layouts layouts, long valueFloats) {
    this.layouts = layouts;
    this.valueFloats = valueFloats;
  }

  /**
   * Plans the memory of a graph of plain values.
   *
   * @throws ShapeException if its values need more than one Java array holds (8 GiB)
   */
  public static MemoryPlan of(Graph graph) {
    return of(graph, Layouts.plain());
  }

  /** Plans the memory of a graph. */
  static MemoryPlan of(Graph graph, Layouts layouts) {
    List<Storage> storages = new ArrayList<>(Storages.of(graph, layouts));
    long valueFloats =
        storages.stream().flatMap(s -> s.values().stream()).mapToLong(layouts::floats).sum();
    storages.sort(
        Comparator.comparingInt(Storage::floats).reversed().thenComparingInt(Storage::born));
    MemoryPlan plan = new MemoryPlan(layouts, valueFloats);
    List<Placed> placed = new ArrayList<>();
    for (Storage storage : storages) {
      plan.place(storage, placed);
    }
    if (plan.arenaFloats > MAX_FLOATS) {
      throw new ShapeException(
          graph.name()
              + ": activations need "
              + plan.arenaFloats
              + " floats, one array holds "
              + MAX_FLOATS
              + "; use a smaller batch");
    }
    return plan;
  }

  private void place(Storage storage, List<Placed> placed) {
    long offset = bestGap(storage, placed);
    placed.add(new Placed(storage, offset));
    placed.sort(Comparator.comparingLong(Placed::offset));
    arenaFloats = Math.max(arenaFloats, offset + storage.alignedFloats());
    // An offset beyond an int is refused by the caller, from arenaFloats.
    for (Value value : storage.values()) {
      offsets.put(value, (int) offset + layouts.offsetInWhole(value));
    }
  }

  private static long bestGap(Storage storage, List<Placed> placed) {
    long end = CacheLines.FIRST;
    long best = -1;
    long bestRoom = Long.MAX_VALUE;
    for (Placed other : placed) {
      if (!other.storage.overlapsInTime(storage)) {
        continue;
      }
      long room = other.offset - end;
      if (room >= storage.alignedFloats() && room < bestRoom) {
        best = end;
        bestRoom = room;
      }
      end = Math.max(end, other.offset + other.storage.alignedFloats());
    }
    return best >= 0 ? best : end;
  }

  /** The index of a value's first element in the arena. */
  public int offset(Value value) {
    return offsets.get(value);
  }

  /** The layouts that the values have. */
  Layouts layouts() {
    return layouts;
  }

  /** The floats that the arena holds. */
  public int arenaFloats() {
    return (int) arenaFloats;
  }

  /** The floats that all values would need without re-use. */
  public long valueFloats() {
    return valueFloats;
  }

  /** The two sizes, for reports. */
  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "activations: %.2f MiB in one arena, %.2f MiB without re-use",
        arenaFloats * 4.0 / (1 << 20),
        valueFloats * 4.0 / (1 << 20));
  }

  private record Placed(Storage storage, long offset) {}
}
