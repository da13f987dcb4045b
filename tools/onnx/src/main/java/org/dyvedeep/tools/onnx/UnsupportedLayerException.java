package org.dyvedeep.tools.onnx;

import java.io.Serial;

/** A layer has no ONNX form; the message names it and says why. */
final class UnsupportedLayerException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  UnsupportedLayerException(String message) {
    super(message);
  }
}
