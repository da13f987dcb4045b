package org.dyvedeep.caffe.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Comparator;
import java.util.Optional;
import org.dyvedeep.caffe.ImportWarning;

/** Passes over fields that a message does not have, whatever their shape, and says so. */
final class UnknownFields {
  private final TextLexer lexer;
  private final TextScope scope;
  private final ReadOptions options;

  UnknownFields(TextLexer lexer, TextScope scope, ReadOptions options) {
    this.lexer = lexer;
    this.scope = scope;
    this.options = options;
  }

  /** Passes over the value of a field whose name has just been read. */
  void skip(Descriptor message, Token name, int depth) {
    String guess = closest(message, name.text()).map(f -> "; did you mean " + f + "?").orElse("");
    String what = message.getName() + " has no field " + name.text();
    if (options.strict()) {
      throw scope
          .problem(name.position())
          .found("a field that Caffe does not have (" + what + ")")
          .expected("Caffe's fields only, because reading is strict")
          .advice("remove the field or read without the strict option" + guess)
          .build();
    }
    scope.warn(
        ImportWarning.Kind.UNKNOWN_FIELD, name.position(), what + ", it was left out" + guess);
    skipValue(depth);
  }

  /**
   * Passes over an extension, {@code [package.name]: value}, or refuses what is not a field at all.
   */
  void skipBracketed(Token open, int depth) {
    if (!open.isSymbol('[') || options.strict()) {
      throw scope.unexpected(open, "the name of a field");
    }
    while (!lexer.peek().isSymbol(']')) {
      Token part = lexer.next();
      boolean inName =
          part.kind() == Token.Kind.IDENTIFIER || part.isSymbol('.') || part.isSymbol('/');
      if (!inName) {
        throw scope.unexpected(part, "the name of an extension, then ']'");
      }
    }
    lexer.next();
    scope.warn(ImportWarning.Kind.UNKNOWN_FIELD, open.position(), "an extension was left out");
    skipValue(depth);
    if (!lexer.tryNext(';')) {
      lexer.tryNext(',');
    }
  }

  private void skipValue(int depth) {
    boolean colon = lexer.tryNext(':');
    Token token = lexer.peek();
    if (token.isSymbol('{') || token.isSymbol('<')) {
      skipMessage(depth + 1);
    } else if (token.isSymbol('[')) {
      skipList(depth);
    } else if (colon) {
      skipScalar();
    } else {
      throw scope.unexpected(token, "':' or '{'");
    }
  }

  private void skipList(int depth) {
    lexer.next();
    if (lexer.tryNext(']')) {
      return;
    }
    do {
      Token token = lexer.peek();
      if (token.isSymbol('{') || token.isSymbol('<')) {
        skipMessage(depth + 1);
      } else {
        skipScalar();
      }
    } while (lexer.tryNext(','));
    if (!lexer.tryNext(']')) {
      throw scope.unexpected(lexer.peek(), "']'");
    }
  }

  private void skipScalar() {
    Token token = lexer.next();
    if (token.kind() == Token.Kind.STRING) {
      while (lexer.peek().kind() == Token.Kind.STRING) {
        lexer.next();
      }
      return;
    }
    Token value = token.isSymbol('-') ? lexer.next() : token;
    boolean scalar =
        value.kind() == Token.Kind.IDENTIFIER
            || value.kind() == Token.Kind.FLOAT
            || value.isInteger();
    if (!scalar) {
      throw scope.unexpected(value, "a value");
    }
  }

  private void skipMessage(int depth) {
    if (depth > options.limits().maxDepth()) {
      throw scope.unexpected(
          lexer.peek(), "messages nested at most " + options.limits().maxDepth() + " deep");
    }
    char close = lexer.next().isSymbol('<') ? '>' : '}';
    while (!lexer.tryNext(close)) {
      Token name = lexer.next();
      if (name.kind() != Token.Kind.IDENTIFIER) {
        throw scope.unexpected(name, "the name of a field or '" + close + "'");
      }
      skipValue(depth);
      if (!lexer.tryNext(';')) {
        lexer.tryNext(',');
      }
    }
  }

  /** The field whose name differs by the fewest letters, if that is at most a quarter of them. */
  static Optional<String> closest(Descriptor message, String name) {
    return message.getFields().stream()
        .map(FieldDescriptor::getName)
        .filter(field -> distance(field, name) <= Math.max(1, name.length() / 4))
        .min(Comparator.comparingInt(field -> distance(field, name)));
  }

  /** Levenshtein's distance, by rows; names too long to be a slip of the pen count as far away. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 4) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
