package org.dyvedeep.knobs.plan;

import java.io.IOException;

/**
 * An effort plan that cannot be used; the message names the file, the layer and field where there
 * is one, what was found, what was expected, and what to do.
 */
public final class InvalidPlanException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidPlanException(String source, String problem) {
    super(source + ": " + problem);
  }

  InvalidPlanException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }
}
