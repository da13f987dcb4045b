package org.dyvedeep.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * One region of memory and the values that lie in it: a value and those that were computed over it
 * in place, one after the other, or the parts of a join. Alive from the writing of the first to the
 * last reading of the last; moments are indices of nodes, -1 being before the first.
 */
final class Storage {
  private final List<Value> values = new ArrayList<>();
  private final int floats;
  private final int born;
  private int lastUse;
  private boolean pinned;

  Storage(int floats, int born) {
    this.floats = floats;
    this.born = born;
    this.lastUse = born;
  }

  /** Puts a value into the region: over the last one, or into a part of its own. */
  void add(Value value, int valueLastUse, boolean valuePinned) {
    values.add(value);
    lastUse = Math.max(lastUse, valueLastUse);
    pinned |= valuePinned;
  }

  /** Whether a node may write an output over this region: nothing in it is needed afterwards. */
  boolean diesAt(int moment) {
    return !pinned && lastUse == moment;
  }

  boolean overlapsInTime(Storage other) {
    return born <= other.end() && other.born <= end();
  }

  private int end() {
    return pinned ? Integer.MAX_VALUE : lastUse;
  }

  int floats() {
    return floats;
  }

  /** The room including what alignment costs. */
  long alignedFloats() {
    return ((long) floats + CacheLines.LINE - 1) / CacheLines.LINE * CacheLines.LINE;
  }

  int born() {
    return born;
  }

  List<Value> values() {
    return values;
  }
}
