package org.dyvedeep.caffe;

/**
 * Text from a model file made fit for a message: names in damaged or hostile files can hold
 * anything.
 */
final class Printable {
  private static final int MOST = 20_000;

  private Printable() {}

  /**
   * One line: control characters, which could steer a terminal, become question marks; the rest of
   * a long text is cut.
   */
  static String line(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), MOST));
    text.codePoints()
        .limit(MOST)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(line::appendCodePoint);
    return text.length() > MOST ? line.append(" ...").toString() : line.toString();
  }
}
