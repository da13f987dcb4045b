package org.dyvedeep.tools.preprocess;

import java.io.IOException;

/**
 * A preprocessing description that cannot be used; the message names the file, the field, what was
 * found and what was expected.
 */
public final class InvalidPreprocessingException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidPreprocessingException(String source, String field, String problem) {
    super(source + ": preprocessing field \"" + field + "\": " + problem);
  }

  InvalidPreprocessingException(String source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }
}
