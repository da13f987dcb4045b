package org.dyvedeep.caffe.read;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dyvedeep.caffe.read.Token.Kind;

/**
 * Reads single values of protobuf's text format, with the spellings and ranges that C++'s
 * TextFormat takes.
 */
final class TextScalars {
  private static final BigInteger UINT32_MAX = BigInteger.valueOf(0xFFFF_FFFFL);

  private final TextLexer lexer;
  private final TextScope scope;

  TextScalars(TextLexer lexer, TextScope scope) {
    this.lexer = lexer;
    this.scope = scope;
  }

  /** The next value, as the Java type that protobuf's reflection wants for the field. */
  Object read(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT ->
          field.getType() == FieldDescriptor.Type.UINT32
              ? (Object) readInteger(BigInteger.ZERO, UINT32_MAX).intValue()
              : (Object) readSigned(Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
      case LONG -> readSigned(Long.MIN_VALUE, Long.MAX_VALUE).longValue();
      case FLOAT -> (float) readDouble();
      case DOUBLE -> readDouble();
      case BOOLEAN -> readBoolean();
      case ENUM -> readEnum(field.getEnumType());
      case STRING -> scope.decode(lexer.peek(), readString());
      case BYTE_STRING -> readString();
      case MESSAGE -> throw new IllegalArgumentException(field + " is not a scalar");
    };
  }

  private BigInteger readSigned(long least, long most) {
    return readInteger(BigInteger.valueOf(least), BigInteger.valueOf(most));
  }

  private BigInteger readInteger(BigInteger least, BigInteger most) {
    Token first = lexer.peek();
    boolean negative = lexer.tryNext('-');
    Token token = lexer.next();
    if (!token.isInteger()) {
      throw scope.unexpected(token, "a whole number");
    }
    BigInteger value = magnitude(token);
    value = negative ? value.negate() : value;
    // TextFormat refuses the minus sign itself for an unsigned field, even in front of 0.
    boolean signRefused = negative && least.signum() == 0;
    if (signRefused || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw scope
          .problem(first.position())
          .found(value.toString())
          .expected("a whole number from " + least + " to " + most)
          .advice("correct the value")
          .build();
    }
    return value;
  }

  private BigInteger magnitude(Token token) {
    String text = token.text();
    if (text.length() > 100) {
      throw scope.unexpected(token, "a number of at most 64 bits");
    }
    return switch (token.kind()) {
      case HEX -> new BigInteger(text.substring(2), 16);
      case OCTAL -> new BigInteger(text, 8);
      default -> new BigInteger(text);
    };
  }

  private double readDouble() {
    double sign = lexer.tryNext('-') ? -1 : 1;
    Token token = lexer.next();
    return sign * magnitudeOf(token);
  }

  private double magnitudeOf(Token token) {
    switch (token.kind()) {
      case DECIMAL, FLOAT -> {
        // Java's parser takes the trailing f too.
        return Double.parseDouble(token.text());
      }
      case IDENTIFIER -> {
        String word = token.text().toLowerCase(Locale.ROOT);
        if (word.equals("inf") || word.equals("infinity")) {
          return Double.POSITIVE_INFINITY;
        }
        if (word.equals("nan")) {
          return Double.NaN;
        }
      }
      default -> {}
    }
    throw scope.unexpected(token, "a decimal number");
  }

  private boolean readBoolean() {
    Token token = lexer.peek();
    if (token.isInteger()) {
      return readInteger(BigInteger.ZERO, BigInteger.ONE).signum() != 0;
    }
    lexer.next();
    if (token.kind() == Kind.IDENTIFIER) {
      switch (token.text()) {
        case "true", "True", "t" -> {
          return true;
        }
        case "false", "False", "f" -> {
          return false;
        }
        default -> {}
      }
    }
    throw scope.unexpected(token, "true or false");
  }

  private EnumValueDescriptor readEnum(EnumDescriptor type) {
    Token token = lexer.peek();
    EnumValueDescriptor value = null;
    if (token.isInteger() || token.isSymbol('-')) {
      value = type.findValueByNumber(readSigned(Integer.MIN_VALUE, Integer.MAX_VALUE).intValue());
    } else if (lexer.next().kind() == Kind.IDENTIFIER) {
      value = type.findValueByName(token.text());
    }
    if (value == null) {
      throw scope.unexpected(token, "one of " + names(type));
    }
    return value;
  }

  private static String names(EnumDescriptor type) {
    return type.getValues().stream()
        .map(EnumValueDescriptor::getName)
        .collect(Collectors.joining(", "));
  }

  private ByteString readString() {
    if (lexer.peek().kind() != Kind.STRING) {
      throw scope.unexpected(lexer.peek(), "a string in quotes");
    }
    ByteString value = ByteString.EMPTY;
    while (lexer.peek().kind() == Kind.STRING) {
      value = value.concat(lexer.next().value());
    }
    return value;
  }
}
