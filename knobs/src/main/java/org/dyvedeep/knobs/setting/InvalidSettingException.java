package org.dyvedeep.knobs.setting;

/** A knob is set to something that makes no sense; the message names the field and what is. */
public final class InvalidSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message for users. */
  public InvalidSettingException(String message) {
    super(message);
  }
}
