package org.dyvedeep.caffe.read;

import com.google.protobuf.ByteString;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.read.SourceMap.Position;
import org.dyvedeep.caffe.read.Token.Kind;

/**
 * Cuts protobuf's text format into tokens, by the rules of protobuf's own C++ tokenizer, one token
 * ahead.
 */
final class TextLexer {
  private final TextScope scope;
  private final TextCursor cursor;
  private Token current;

  TextLexer(TextScope scope, byte[] text, int start) {
    this.scope = scope;
    this.cursor = new TextCursor(text, start);
    this.current = scan();
  }

  /** The token to be looked at next. */
  Token peek() {
    return current;
  }

  /** Takes the token. */
  Token next() {
    Token taken = current;
    if (taken.kind() != Kind.END) {
      current = scan();
    }
    return taken;
  }

  /** Takes the token if it is this symbol. */
  boolean tryNext(char symbol) {
    if (current.isSymbol(symbol)) {
      next();
      return true;
    }
    return false;
  }

  private Token scan() {
    cursor.skipBlank();
    int line = cursor.line();
    int column = cursor.column();
    int start = cursor.offset();
    int b = cursor.peek();
    if (b == -1) {
      return new Token(Kind.END, "", null, line, column);
    }
    if (b == '"' || b == '\'') {
      ByteString value = new TextStrings(scope, cursor).read();
      return new Token(Kind.STRING, "", value, line, column);
    }
    Kind kind = scanKind(b, line, column);
    return new Token(kind, cursor.textFrom(start), null, line, column);
  }

  private Kind scanKind(int b, int line, int column) {
    if (isLetter(b)) {
      while (isLetter(cursor.peek()) || isDigit(cursor.peek())) {
        cursor.next();
      }
      return Kind.IDENTIFIER;
    }
    if (isDigit(b) || (b == '.' && isDigit(cursor.peek(1)))) {
      return scanNumber(line, column);
    }
    if (b < ' ' || b > '~') {
      throw bad(line, column, "a byte of value 0x" + Integer.toHexString(b), "text");
    }
    cursor.next();
    return Kind.SYMBOL;
  }

  private Kind scanNumber(int line, int column) {
    Kind kind = scanDigits();
    int b = cursor.peek();
    if (isLetter(b) || b == '.' || isDigit(b)) {
      throw bad(line, column, "a malformed number", "a number, then a space or a separator");
    }
    return kind;
  }

  private Kind scanDigits() {
    boolean zero = cursor.peek() == '0';
    if (zero && (cursor.peek(1) == 'x' || cursor.peek(1) == 'X') && isHex(cursor.peek(2))) {
      cursor.next();
      cursor.next();
      while (isHex(cursor.peek())) {
        cursor.next();
      }
      return Kind.HEX;
    }
    if (zero && isDigit(cursor.peek(1))) {
      while (cursor.peek() >= '0' && cursor.peek() <= '7') {
        cursor.next();
      }
      return Kind.OCTAL;
    }
    skipDecimals();
    return scanFraction() ? Kind.FLOAT : Kind.DECIMAL;
  }

  /** The parts that make a number a floating-point one: a point, an exponent, a trailing f. */
  private boolean scanFraction() {
    boolean fraction = false;
    if (cursor.peek() == '.') {
      cursor.next();
      skipDecimals();
      fraction = true;
    }
    if (cursor.peek() == 'e' || cursor.peek() == 'E') {
      boolean signed = cursor.peek(1) == '-' || cursor.peek(1) == '+';
      if (isDigit(cursor.peek(signed ? 2 : 1))) {
        cursor.next();
        cursor.next();
        skipDecimals();
        fraction = true;
      }
    }
    if (cursor.peek() == 'f' || cursor.peek() == 'F') {
      cursor.next();
      fraction = true;
    }
    return fraction;
  }

  private void skipDecimals() {
    while (isDigit(cursor.peek())) {
      cursor.next();
    }
  }

  private ModelImportException bad(int line, int column, String found, String expected) {
    return scope
        .problem(new Position(line, column))
        .found(found)
        .expected(expected)
        .advice("correct the file at this place")
        .build();
  }

  private static boolean isLetter(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isHex(int b) {
    return Character.digit(b, 16) >= 0 && b < 128;
  }
}
