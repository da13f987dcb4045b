package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Checks that an import is refused, and that the message says why. */
public final class ImportFailures {
  private ImportFailures() {}

  /** Runs an import that must fail with all of these words in its message. */
  public static ModelImportException assertRefused(Executable action, String... words) {
    ModelImportException e = assertThrows(ModelImportException.class, action);
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), () -> "no \"" + word + "\" in: " + e.getMessage());
    }
    return e;
  }
}
