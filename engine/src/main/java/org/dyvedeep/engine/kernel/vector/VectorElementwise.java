package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Element-wise operations that C2 does not vectorise by itself. Comparisons and blends, not {@link
 * FloatVector#max}, which takes several instructions to get NaN and -0 as Java wants them; so a
 * comparison with NaN is lost, as in Caffe.
 */
final class VectorElementwise {
  private VectorElementwise() {}

  static void max(float[] a, int ao, float[] b, int bo, float[] y, int yo, int count) {
    int end = FLOATS.loopBound(count);
    for (int i = 0; i < end; i += LANES) {
      FloatVector u = FloatVector.fromArray(FLOATS, a, ao + i);
      FloatVector v = FloatVector.fromArray(FLOATS, b, bo + i);
      u.blend(v, v.compare(VectorOperators.GT, u)).intoArray(y, yo + i);
    }
    for (int i = end; i < count; i++) {
      y[yo + i] = b[bo + i] > a[ao + i] ? b[bo + i] : a[ao + i];
    }
  }
}
