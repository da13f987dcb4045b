package org.dyvedeep.engine.tensor;

/** Shapes that an operation cannot take, or that do not fit its weights. The message says both. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception; the message should name what was found and what was expected. */
  public ShapeException(String message) {
    super(message);
  }
}
