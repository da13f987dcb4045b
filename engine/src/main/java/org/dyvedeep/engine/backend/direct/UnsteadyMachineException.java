package org.dyvedeep.engine.backend.direct;

/** What was measured cannot be true, because something else disturbed the machine. */
public final class UnsteadyMachineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Says what is wrong with the numbers. */
  UnsteadyMachineException(String doubt) {
    super(
        "the costs of kernels could not be measured (%s); try again when nothing else runs on this machine"
            .formatted(doubt));
  }
}
