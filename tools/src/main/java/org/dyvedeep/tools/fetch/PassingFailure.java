package org.dyvedeep.tools.fetch;

import java.io.IOException;

/** A failure of a transfer that may pass: worth another attempt. */
final class PassingFailure extends IOException {
  private static final long serialVersionUID = 1L;

  PassingFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
