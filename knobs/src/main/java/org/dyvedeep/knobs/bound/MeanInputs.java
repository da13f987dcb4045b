package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/** The mean |input| of each input feature of a layer, over pictures and positions. */
final class MeanInputs {
  private final double[] sums;
  private final int plane;
  private int pictures;

  MeanInputs(Shape in) {
    this.sums = new double[in.dim(1)];
    this.plane = in.dim(2) * in.dim(3);
  }

  void add(float[] input) {
    pictures++;
    for (int feature = 0; feature < sums.length; feature++) {
      for (int i = feature * plane; i < (feature + 1) * plane; i++) {
        sums[feature] += Math.abs(input[i]);
      }
    }
  }

  List<Float> means() {
    List<Float> means = new ArrayList<>();
    for (double sum : sums) {
      means.add((float) (sum / ((double) plane * pictures)));
    }
    return means;
  }
}
