package org.dyvedeep.tools.cli;

/** Something the caller asked for that cannot be: the message says what to do instead. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
