package org.dyvedeep.tools.parity;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.tools.report.TopK;

/** Whether two sets of scores name the same classes. */
final class RankAgreement {
  /** Scores this close, relative to the greatest, are a tie that either side may break. */
  private static final double TIE = 1e-4;

  private static final int FIVE = 5;

  private int rows;
  private int sameTop1;
  private int sameTop5;
  private int ties;

  /** Takes in rows of scores. */
  void add(float[] expected, float[] found, int classes) {
    for (int row = 0; row + classes <= expected.length; row += classes) {
      int[] best = TopK.of(expected, row, classes, FIVE);
      int[] other = TopK.of(found, row, classes, FIVE);
      rows++;
      if (best[0] == other[0]) {
        sameTop1++;
      } else if (tied(expected, row, best[0], other[0])) {
        ties++;
      }
      Arrays.sort(best);
      Arrays.sort(other);
      sameTop5 += Arrays.equals(best, other) ? 1 : 0;
    }
  }

  private static boolean tied(float[] scores, int row, int one, int two) {
    double gap = Math.abs(scores[row + one] - scores[row + two]);
    return gap <= TIE * Math.max(1e-30, Math.abs(scores[row + one]));
  }

  /** Percent of rows with the same best class. */
  double top1() {
    return percent(sameTop1);
  }

  /** Percent of rows with the same set of five best classes. */
  double top5() {
    return percent(sameTop5);
  }

  /** Rows whose best class differs between scores that are as good as equal. */
  int ties() {
    return ties;
  }

  /** Whether every row names the same best class, or differs in a tie. */
  boolean agrees() {
    return sameTop1 + ties == rows;
  }

  private double percent(int count) {
    return rows == 0 ? 100 : 100.0 * count / rows;
  }

  @Override
  public String toString() {
    return List.of(rows, sameTop1, sameTop5, ties).toString();
  }
}
