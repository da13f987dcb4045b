package org.dyvedeep.tools.caffe;

import java.io.IOException;

/** Native Caffe is not here, refused something, or ended; the message says which and what to do. */
public final class CaffeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A problem in one sentence. */
  public CaffeException(String message) {
    super(message);
  }

  /** A problem in one sentence, with what led to it. */
  public CaffeException(String message, Throwable cause) {
    super(message, cause);
  }
}
