package org.dyvedeep.engine.plan;

import java.util.Optional;

/** One node bound to the memory of one session. */
@FunctionalInterface
public interface Step {
  /** Computes the node's outputs from its inputs. Allocates nothing. */
  void run();

  /**
   * What the last run computed of all that there was, in a few words for reports.
   *
   * @return empty where it does not depend on the input
   */
  default Optional<String> effort() {
    return Optional.empty();
  }
}
