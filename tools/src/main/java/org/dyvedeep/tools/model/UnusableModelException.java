package org.dyvedeep.tools.model;

import java.io.IOException;

/** A model that was understood, but cannot be used for what was asked of it. */
public final class UnusableModelException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableModelException(String model, String problem) {
    super(model + ": " + problem);
  }

  UnusableModelException(String model, IllegalArgumentException cause) {
    super(model + ": " + cause.getMessage(), cause);
  }
}
