package org.dyvedeep.knobs.run;

import java.util.EnumMap;
import java.util.Map;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.count.Overhead;

/** What a brute-force run counts. */
final class NaiveCounts {
  long dense;
  long spent;
  long zeroWeights;
  long spet;
  long sdss;
  long sfma;
  long zis;
  final Map<Overhead, Long> overhead = new EnumMap<>(Overhead.class);
  final long[] byOutput;
  final long[] byPosition;

  NaiveCounts(int outputs, int positions) {
    byOutput = new long[outputs];
    byPosition = new long[positions];
  }

  void spend(int output, int position, boolean zeroWeight) {
    spent++;
    zeroWeights += zeroWeight ? 1 : 0;
    byOutput[output]++;
    byPosition[position]++;
  }

  void shared(Overhead kind, long count) {
    if (count > 0) {
      overhead.merge(kind, count, Long::sum);
    }
  }

  void single(Overhead kind, int output, int position, long count) {
    shared(kind, count);
    byOutput[output] += count;
    byPosition[position] += count;
  }

  LayerCounts toCounts() {
    return new LayerCounts(dense, spent, zeroWeights, spet, sdss, sfma, zis, overhead);
  }
}
