package org.dyvedeep.tools.model;

/**
 * Which weights a report was made with.
 *
 * @param source trained (part of the project), fetched (the download cache), file (named by the
 *     caller or found beside the project), seeded (made from a seed: accuracies mean nothing) or
 *     none
 * @param path where they lie; null when they were made
 * @param sha256 of the file; null when they were made
 */
public record WeightsUsed(String source, String path, String sha256) {
  /** One clause for a person. */
  public String describe() {
    return path == null ? source : source + " (" + path + ")";
  }

  /** Whether the values were learned rather than made. */
  public boolean learned() {
    return path != null;
  }
}
