package org.dyvedeep.knobs.bound;

import java.util.BitSet;
import java.util.List;

/** At which sampled positions each feature is positive; at most so many positions are kept. */
final class PositiveSets {
  /** More would take memory and hardly change an order. */
  static final int MOST_POSITIONS = 16_384;

  private final BitSet[] sets;
  private int positions;

  PositiveSets(int outputs) {
    sets = new BitSet[outputs];
    for (int feature = 0; feature < outputs; feature++) {
      sets[feature] = new BitSet();
    }
  }

  /** Adds stretches of a picture, unless there are enough. */
  void add(OutputMask positive, List<Stretch> stretches) {
    for (Stretch stretch : stretches) {
      if (positions + stretch.width() <= MOST_POSITIONS) {
        add(positive, stretch);
        positions += stretch.width();
      }
    }
  }

  private void add(OutputMask positive, Stretch stretch) {
    for (int feature = 0; feature < sets.length; feature++) {
      for (int i = 0; i < stretch.width(); i++) {
        sets[feature].set(
            positions + i, positive.get(feature, stretch.row(), stretch.column() + i));
      }
    }
  }

  /** The positions at which a feature is positive. */
  BitSet of(int feature) {
    return sets[feature];
  }
}
