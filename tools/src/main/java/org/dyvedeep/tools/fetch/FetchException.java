package org.dyvedeep.tools.fetch;

import java.io.IOException;

/**
 * A download that did not succeed: the message names the address, what was found and what to do.
 */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
