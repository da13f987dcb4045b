package org.dyvedeep.tools.contest;

import java.time.Duration;

/**
 * How contestants are warmed up and timed.
 *
 * @param warmUpRuns least number of runs before anything counts
 * @param warmUp least time of these runs; they go on until times are steady, see {@link Warmth}
 * @param round how long a contestant's runs of one round should take together; at least one is made
 * @param pause what lies between two contestants' turns: threads of the one before may spin for a
 *     while before they sleep, and would take a core from the next
 */
public record ContestSettings(int warmUpRuns, Duration warmUp, Duration round, Duration pause) {
  /** Two seconds of warming up, a tenth of a second between two turns. */
  public static ContestSettings of(int warmUpRuns, Duration round) {
    return new ContestSettings(warmUpRuns, Duration.ofSeconds(2), round, Duration.ofMillis(100));
  }
}
