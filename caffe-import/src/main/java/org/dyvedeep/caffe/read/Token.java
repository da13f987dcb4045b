package org.dyvedeep.caffe.read;

import com.google.protobuf.ByteString;
import org.dyvedeep.caffe.read.SourceMap.Position;

/**
 * One token of protobuf's text format.
 *
 * @param kind what it is
 * @param text as it stands in the file; for a string the text between the quotes is in {@code
 *     value} instead
 * @param value the bytes of a string, with escapes resolved; null for anything else
 * @param line from 1
 * @param column from 1
 */
record Token(Kind kind, String text, ByteString value, int line, int column) {

  /** The sorts of tokens. DECIMAL, OCTAL and HEX are integers; signs are symbols of their own. */
  enum Kind {
    IDENTIFIER,
    DECIMAL,
    OCTAL,
    HEX,
    FLOAT,
    STRING,
    SYMBOL,
    END
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  boolean isInteger() {
    return kind == Kind.DECIMAL || kind == Kind.OCTAL || kind == Kind.HEX;
  }

  Position position() {
    return new Position(line, column);
  }

  /** How the token is named in a message. */
  String describe() {
    return switch (kind) {
      case END -> "the end of the file";
      case STRING -> "a string";
      default -> "'" + text + "'";
    };
  }
}
