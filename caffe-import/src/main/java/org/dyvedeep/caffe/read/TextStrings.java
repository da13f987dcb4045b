package org.dyvedeep.caffe.read;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.read.SourceMap.Position;

/** Reads quoted strings of protobuf's text format: C escapes, on one line, as bytes. */
final class TextStrings {
  private final TextScope scope;
  private final TextCursor cursor;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  TextStrings(TextScope scope, TextCursor cursor) {
    this.scope = scope;
    this.cursor = cursor;
  }

  /** Reads from the opening quote to behind the closing one. */
  ByteString read() {
    int quote = cursor.next();
    while (true) {
      int b = cursor.peek();
      if (b == -1 || b == '\n' || b == '\r') {
        throw bad("a string without its closing quote", "a closing " + (char) quote);
      }
      cursor.next();
      if (b == quote) {
        return ByteString.copyFrom(bytes.toByteArray());
      }
      if (b == '\\') {
        readEscape();
      } else {
        bytes.write(b);
      }
    }
  }

  private void readEscape() {
    int b = cursor.peek();
    int simple = b < 0 ? -1 : "abfnrtv\\?'\"".indexOf(b);
    if (simple >= 0) {
      cursor.next();
      bytes.write("\u0007\b\f\n\r\t\u000b\\?'\"".charAt(simple));
    } else if (b >= '0' && b <= '7') {
      bytes.write(readDigits(8, 3));
    } else if (b == 'x' || b == 'X') {
      cursor.next();
      requireDigit(16);
      bytes.write(readDigits(16, 2));
    } else if (b == 'u' || b == 'U') {
      cursor.next();
      writeCodePoint(readExactly(b == 'u' ? 4 : 8));
    } else {
      throw bad("an unknown escape in a string", "one of \\n \\t \\\" \\\\ \\x41 \\101");
    }
  }

  private void writeCodePoint(int codePoint) {
    if (!Character.isValidCodePoint(codePoint)) {
      throw bad("an escape beyond the last Unicode character", "at most \\U0010ffff");
    }
    bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }

  private int readExactly(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      requireDigit(16);
      value = value * 16 + Character.digit(cursor.next(), 16);
    }
    return value;
  }

  private int readDigits(int radix, int most) {
    int value = 0;
    for (int i = 0; i < most && digit(radix) >= 0; i++) {
      value = value * radix + digit(radix);
      cursor.next();
    }
    return value & 0xFF;
  }

  private int digit(int radix) {
    int b = cursor.peek();
    return b < 0 || b > 127 ? -1 : Character.digit(b, radix);
  }

  private void requireDigit(int radix) {
    if (digit(radix) < 0) {
      throw bad("an escape without its digits", "hexadecimal digits");
    }
  }

  private ModelImportException bad(String found, String expected) {
    return scope
        .problem(new Position(cursor.line(), cursor.column()))
        .found(found)
        .expected(expected)
        .advice("correct the string")
        .build();
  }
}
