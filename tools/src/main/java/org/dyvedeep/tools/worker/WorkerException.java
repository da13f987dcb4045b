package org.dyvedeep.tools.worker;

import java.io.IOException;

/** A worker is not here, refused something, or ended; the message says which and what to do. */
public final class WorkerException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A problem in one sentence. */
  public WorkerException(String message) {
    super(message);
  }

  /** A problem in one sentence, with what led to it. */
  public WorkerException(String message, Throwable cause) {
    super(message, cause);
  }
}
