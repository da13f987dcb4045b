package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.List;
import org.dyvedeep.tools.contest.Contest;
import org.dyvedeep.tools.contest.ContestInputs;
import org.dyvedeep.tools.contest.ContestSettings;
import org.dyvedeep.tools.contest.Entries;
import org.dyvedeep.tools.report.Progress;

/**
 * Times contestants on one network, side by side.
 *
 * @param names who takes part
 * @param settings how they are warmed up and timed
 * @param rounds how often each has a turn
 * @param layers whether times are also split by layer
 */
record AgainstRun(List<String> names, ContestSettings settings, int rounds, boolean layers) {
  /** Shows how far work has come. */
  @FunctionalInterface
  interface Bars {
    Progress of(String task, String unit, long total);
  }

  /**
   * Starts everybody, times them and ends them.
   *
   * @throws IOException if nobody could be timed
   */
  AgainstReport run(Entries entries, ContestInputs inputs, Bars bars) throws IOException {
    try (Contest contest = new Contest(settings, inputs.sets())) {
      try (Progress bar = bars.of("warming up", "contestants", names.size())) {
        int together = Math.max(1, Runtime.getRuntime().availableProcessors() / entries.threads());
        contest.enter(names.stream().map(entries::of).toList(), together, bar::done);
      }
      try (Progress bar = bars.of("timing", "rounds", rounds)) {
        for (int i = 1; i <= rounds; i++) {
          contest.round();
          bar.done(i);
        }
        for (int i = 0; i < rounds && layers; i++) {
          contest.splitByLayer();
        }
      }
      return AgainstReport.of(contest, entries, rounds, inputs.name());
    }
  }
}
