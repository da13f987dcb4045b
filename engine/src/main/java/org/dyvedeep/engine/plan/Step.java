package org.dyvedeep.engine.plan;

/** One node bound to the memory of one session. */
@FunctionalInterface
public interface Step {
  /** Computes the node's outputs from its inputs. Allocates nothing. */
  void run();

  /** What the last run decided by itself, in a few words, for reports; empty if nothing. */
  default String remark() {
    return "";
  }
}
