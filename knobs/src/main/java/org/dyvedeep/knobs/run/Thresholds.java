package org.dyvedeep.knobs.run;

import java.util.List;

/** One threshold for all outputs (or input features), one for each, or none. */
final class Thresholds {
  private final float[] values;

  Thresholds(List<Float> list) {
    values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
  }

  boolean present() {
    return values.length > 0;
  }

  float get(int index) {
    return values[values.length == 1 ? 0 : index];
  }
}
