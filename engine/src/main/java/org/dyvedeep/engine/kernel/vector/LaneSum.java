package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * The sum of a vector's lanes in one fixed order. The Vector API's own reduction leaves the order
 * open, and from JDK 23 on compiled code takes another than interpreted code: results would change
 * in their last bits while a program warms up. Rotating lanes would be shorter, but shuffles
 * allocate on JDK 17.
 *
 * <p>A vector that is passed to a call is allocated. JDK 25 does not take these methods in where
 * they are rare beside a loop, so the flags of launcher and tests name them.
 */
final class LaneSum {
  private LaneSum() {}

  static float of(FloatVector v) {
    float sum = four(v, 0);
    if (LANES >= 8) {
      sum += four(v, 4);
    }
    if (LANES == 16) {
      sum += four(v, 8) + four(v, 12);
    }
    return sum;
  }

  private static float four(FloatVector v, int first) {
    return (v.lane(first) + v.lane(first + 1)) + (v.lane(first + 2) + v.lane(first + 3));
  }
}
