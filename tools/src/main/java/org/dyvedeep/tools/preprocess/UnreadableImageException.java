package org.dyvedeep.tools.preprocess;

import java.io.IOException;

/**
 * An image that cannot be decoded, or that does not fit the network: the message names the image,
 * what was found and what to do.
 */
public final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A problem that was found here.
   *
   * @param image the file or record that is at fault
   * @param problem what was found, what was expected and what to do
   */
  public UnreadableImageException(String image, String problem) {
    super(image + ": " + problem);
  }

  /**
   * A problem that a decoder found.
   *
   * @param image the file or record that is at fault
   * @param problem what was found, what was expected and what to do
   * @param cause the decoder's own complaint
   */
  public UnreadableImageException(String image, String problem, Throwable cause) {
    super(image + ": " + problem, cause);
  }
}
