package org.dyvedeep.benchmarks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The most that one core can do: independent fused multiply-adds that stay in registers. */
final class Peak {
  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int ROUNDS = 100_000;

  /** Floating-point operations of one {@link #run}. */
  static final double FLOPS = 2.0 * 12 * ROUNDS * FLOATS.length();

  private Peak() {}

  /** Does {@link #FLOPS} operations. */
  static float run() {
    return run(ROUNDS);
  }

  /** Does so many floating-point operations, and fewer than 400 more. */
  static float compute(double flops) {
    return run((int) Math.ceil(flops / FLOPS * ROUNDS));
  }

  /** Twelve chains: enough for a latency of 4 and two units, within 16 registers. */
  private static float run(int rounds) {
    FloatVector m = FloatVector.broadcast(FLOATS, 0.999f);
    FloatVector a = m;
    FloatVector b = m.mul(2);
    FloatVector c = m.mul(3);
    FloatVector d = m.mul(4);
    FloatVector e = m.mul(5);
    FloatVector f = m.mul(6);
    FloatVector g = m.mul(7);
    FloatVector h = m.mul(8);
    FloatVector i = m.mul(9);
    FloatVector j = m.mul(10);
    FloatVector k = m.mul(11);
    FloatVector l = m.mul(12);
    for (int round = 0; round < rounds; round++) {
      a = a.fma(m, m);
      b = b.fma(m, m);
      c = c.fma(m, m);
      d = d.fma(m, m);
      e = e.fma(m, m);
      f = f.fma(m, m);
      g = g.fma(m, m);
      h = h.fma(m, m);
      i = i.fma(m, m);
      j = j.fma(m, m);
      k = k.fma(m, m);
      l = l.fma(m, m);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
    sum = sum.add(k).add(l);
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
