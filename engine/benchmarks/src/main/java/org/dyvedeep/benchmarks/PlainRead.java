package org.dyvedeep.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/** The fastest that weights can be read: a sum of them, in vectors of whole cache lines. */
final class PlainRead {
  private static final VectorSpecies<Float> FLOATS = Peak.FLOATS;
  private static final int LANES = FLOATS.length();

  private PlainRead() {}

  /** The sum of an array, in four chains, without up to 100 floats at its ends. */
  static float sum(float[] values) {
    FloatVector a = FloatVector.zero(FLOATS);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int end = values.length - 4 * LANES;
    for (int i = CacheLines.FIRST; i <= end; i += 4 * LANES) {
      a = a.add(FloatVector.fromArray(FLOATS, values, i));
      b = b.add(FloatVector.fromArray(FLOATS, values, i + LANES));
      c = c.add(FloatVector.fromArray(FLOATS, values, i + 2 * LANES));
      d = d.add(FloatVector.fromArray(FLOATS, values, i + 3 * LANES));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }
}
