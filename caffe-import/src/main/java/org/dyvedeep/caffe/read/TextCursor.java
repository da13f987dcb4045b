package org.dyvedeep.caffe.read;

import java.nio.charset.StandardCharsets;

/**
 * A place in the bytes of a text file. Lines end with LF, CR LF or CR; columns count characters,
 * not bytes. Bytes that are not UTF-8 are let through: Caffe's files are often commented in other
 * encodings.
 */
final class TextCursor {
  private final byte[] text;
  private int offset;
  private int line = 1;
  private int column = 1;

  TextCursor(byte[] text, int start) {
    this.text = text;
    this.offset = start;
  }

  int offset() {
    return offset;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  /** The byte here, 0 to 255, or -1 at the end. */
  int peek() {
    return peek(0);
  }

  /** The byte some places ahead, or -1 behind the end. */
  int peek(int ahead) {
    int at = offset + ahead;
    return at < text.length ? text[at] & 0xFF : -1;
  }

  /** Steps over one byte and returns it. */
  int next() {
    int b = text[offset++] & 0xFF;
    if (b == '\n' || (b == '\r' && peek() != '\n')) {
      line++;
      column = 1;
    } else if ((b & 0xC0) != 0x80) {
      column++;
    }
    return b;
  }

  /** Steps over white space and comments. */
  void skipBlank() {
    while (true) {
      int b = peek();
      if (b == '#') {
        skipComment();
      } else if (b == ' ' || (b >= '\t' && b <= '\r')) {
        next();
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    for (int b = peek(); b != -1 && b != '\n' && b != '\r'; b = peek()) {
      next();
    }
  }

  /** The bytes from an offset up to here, which are ASCII. */
  String textFrom(int start) {
    return new String(text, start, offset - start, StandardCharsets.US_ASCII);
  }
}
