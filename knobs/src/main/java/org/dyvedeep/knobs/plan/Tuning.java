package org.dyvedeep.knobs.plan;

import java.time.Instant;
import java.util.Optional;
import org.dyvedeep.knobs.count.Ops;

/**
 * How a plan was found.
 *
 * @param tool the version of the program that found it
 * @param date when
 * @param seed of all that was random
 * @param objective what was made small
 * @param maxLoss the greatest loss that was allowed, in percentage points
 * @param search on what it was searched
 * @param verification how it did on images that the search did not see; empty if nobody looked
 */
public record Tuning(
    String tool,
    Instant date,
    long seed,
    Objective objective,
    double maxLoss,
    Search search,
    Optional<Verification> verification) {
  /**
   * The images that the search saw.
   *
   * @param data what they are, such as a file's name and which of its records
   * @param images how many
   * @param loss the plan's loss on them in percentage points
   */
  public record Search(String data, long images, double loss) {}

  /**
   * Images that the search did not see.
   *
   * @param data what they are
   * @param images how many
   * @param loss the plan's loss on them
   * @param ops operations, summed up over those that were counted
   * @param counted on how many of them operations were counted, the first ones
   */
  public record Verification(String data, long images, Loss loss, Ops ops, long counted) {}
}
