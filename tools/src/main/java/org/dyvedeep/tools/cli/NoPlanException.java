package org.dyvedeep.tools.cli;

/** A search came to its end without a plan: a check that was asked for failed. */
final class NoPlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoPlanException(String message) {
    super(message);
  }
}
