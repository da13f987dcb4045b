package org.dyvedeep.engine.run;

import org.dyvedeep.engine.plan.StepInfo;

/** Told after each step of a run how long it took. */
@FunctionalInterface
public interface StepListener {
  /**
   * A step is done.
   *
   * @param step what was run
   * @param nanos wall time in nanoseconds
   */
  void stepDone(StepInfo step, long nanos);
}
