package org.dyvedeep.benchmarks;

import java.util.Random;

/** Seeded inputs. */
final class Data {
  private Data() {}

  static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
