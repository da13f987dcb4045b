package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Element-wise operations that C2 does not vectorise by itself. Comparisons and blends, not {@link
 * FloatVector#max}, which takes several instructions to get NaN and -0 as Java wants them; so a
 * comparison with NaN is lost, as in Caffe.
 */
final class VectorElementwise {
  private static final int BLOCK = BlockedLayout.BLOCK;

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

  static void interleaveRows(float[] w, int wo, int k, int count, int rows, float[] panel, int po) {
    int whole = k / BLOCK * BLOCK;
    for (int row = 0; row < count; row++) {
      int from = wo + row * k;
      int to = po + row * BLOCK;
      for (int i = 0; i < whole; i += BLOCK) {
        for (int lane = 0; lane < BLOCK; lane += LANES) {
          FloatVector.fromArray(FLOATS, w, from + i + lane).intoArray(panel, to + lane);
        }
        to += rows * BLOCK;
      }
      System.arraycopy(w, from + whole, panel, to, k - whole);
    }
  }
}
