package org.dyvedeep.caffe.read;

import java.util.Objects;
import org.dyvedeep.caffe.ImportLimits;

/**
 * How files are read.
 *
 * @param limits how much a file may ask for
 * @param strict whether a field that Caffe does not have is an error (Caffe's own behaviour) or a
 *     warning
 */
public record ReadOptions(ImportLimits limits, boolean strict) {

  /** Checks that the limits are there. */
  public ReadOptions {
    Objects.requireNonNull(limits, "limits");
  }

  /** Default limits; unknown fields are warnings. */
  public static ReadOptions defaults() {
    return new ReadOptions(ImportLimits.defaults(), false);
  }

  /** These options with other limits. */
  public ReadOptions withLimits(ImportLimits other) {
    return new ReadOptions(other, strict);
  }

  /** These options, strict or not. */
  public ReadOptions withStrict(boolean refuseUnknownFields) {
    return new ReadOptions(limits, refuseUnknownFields);
  }
}
