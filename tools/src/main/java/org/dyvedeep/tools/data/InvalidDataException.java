package org.dyvedeep.tools.data;

import java.io.IOException;

/**
 * Data that cannot be used: the message names the file and the line or record, what was found, what
 * was expected, what to do.
 */
public final class InvalidDataException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidDataException(String where, String problem) {
    super(where + ": " + problem);
  }

  InvalidDataException(String where, String problem, Throwable cause) {
    super(where + ": " + problem, cause);
  }
}
