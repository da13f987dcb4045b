package org.dyvedeep.caffe.read;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V0LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.dyvedeep.caffe.read.SourceMap.Position;

/**
 * Parses protobuf's text format into any message, driven by its descriptor: the language of C++'s
 * TextFormat, which is what Caffe reads, except that fields which the message does not have can be
 * passed over.
 */
final class TextParser {
  private final TextLexer lexer;
  private final TextScope scope;
  private final TextScalars scalars;
  private final UnknownFields unknown;
  private final ImportLimits limits;

  TextParser(TextLexer lexer, TextScope scope, ReadOptions options) {
    this.lexer = lexer;
    this.scope = scope;
    this.scalars = new TextScalars(lexer, scope);
    this.unknown = new UnknownFields(lexer, scope, options);
    this.limits = options.limits();
  }

  /** Reads fields up to the end of the text. */
  void parseRoot(Message.Builder root) {
    while (lexer.peek().kind() != Token.Kind.END) {
      parseField(root, 0);
    }
  }

  private void parseField(Message.Builder message, int depth) {
    Token name = lexer.next();
    if (name.kind() != Token.Kind.IDENTIFIER) {
      unknown.skipBracketed(name, depth);
      return;
    }
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name.text());
    boolean layer = field != null && isLayer(field);
    if (layer) {
      scope.beginLayer(name.position());
    } else {
      scope.beginField(name.text(), name.position());
    }
    if (field == null) {
      FieldDescriptor target = ForkFields.target(message.getDescriptorForType(), name.text());
      if (target == null) {
        unknown.skip(message.getDescriptorForType(), name, depth);
      } else {
        parseFork(message, target, name);
      }
    } else {
      parseValues(message, field, name.position(), depth);
    }
    if (layer) {
      scope.endLayer();
    } else {
      scope.endField();
    }
    skipSeparator();
  }

  private void skipSeparator() {
    if (!lexer.tryNext(';')) {
      lexer.tryNext(',');
    }
  }

  private static boolean isLayer(FieldDescriptor field) {
    int number = field.getNumber();
    return field.getContainingType() == NetParameter.getDescriptor()
        && (number == NetParameter.LAYER_FIELD_NUMBER
            || number == NetParameter.LAYERS_FIELD_NUMBER);
  }

  private void parseFork(Message.Builder message, FieldDescriptor target, Token name) {
    expect(':');
    boolean value = (boolean) scalars.read(ForkFields.flag());
    requireUnset(message, target, name.position());
    message.setField(target, ForkFields.translate(target, value));
    scope.warn(
        ImportWarning.Kind.FORK_FIELD,
        name.position(),
        "the field " + name.text() + " of Caffe forks was read as " + target.getName());
  }

  private void parseValues(Message.Builder message, FieldDescriptor field, Position at, int depth) {
    boolean sub = field.getJavaType() == JavaType.MESSAGE;
    if (!sub || lexer.peek().isSymbol(':')) {
      expect(':');
    }
    if (!lexer.peek().isSymbol('[')) {
      parseOne(message, field, at, depth);
      return;
    }
    if (!field.isRepeated()) {
      throw scope.unexpected(lexer.peek(), "a single value: this field is not a list");
    }
    lexer.next();
    if (lexer.tryNext(']')) {
      return;
    }
    do {
      parseOne(message, field, at, depth);
    } while (lexer.tryNext(','));
    expect(']');
  }

  private void parseOne(Message.Builder message, FieldDescriptor field, Position at, int depth) {
    Object value;
    if (field.getJavaType() == JavaType.MESSAGE) {
      Message.Builder sub = message.newBuilderForField(field);
      parseMessage(sub, depth + 1);
      value = sub.buildPartial();
    } else {
      value = scalars.read(field);
      noteName(field, value);
    }
    if (field.isRepeated()) {
      requireRoom(message, field, at);
      message.addRepeatedField(field, value);
    } else {
      requireUnset(message, field, at);
      message.setField(field, value);
    }
  }

  private void parseMessage(Message.Builder message, int depth) {
    if (depth > limits.maxDepth()) {
      throw scope.unexpected(
          lexer.peek(), "messages nested at most " + limits.maxDepth() + " deep");
    }
    Token open = lexer.next();
    char close = closing(open);
    while (!lexer.peek().isSymbol(close)) {
      if (lexer.peek().kind() == Token.Kind.END) {
        throw scope.unexpected(lexer.peek(), "'" + close + "' for line " + open.line());
      }
      parseField(message, depth);
    }
    lexer.next();
  }

  private char closing(Token open) {
    if (open.isSymbol('{')) {
      return '}';
    }
    if (open.isSymbol('<')) {
      return '>';
    }
    throw scope.unexpected(open, "'{'");
  }

  private void noteName(FieldDescriptor field, Object value) {
    boolean name =
        field.getName().equals("name")
            && (field.getContainingType() == LayerParameter.getDescriptor()
                || field.getContainingType() == V1LayerParameter.getDescriptor()
                || field.getContainingType() == V0LayerParameter.getDescriptor());
    if (name) {
      scope.nameLayer((String) value);
    }
  }

  private void requireRoom(Message.Builder message, FieldDescriptor field, Position at) {
    int most = isLayer(field) ? limits.maxLayers() : limits.maxRepeated();
    if (message.getRepeatedFieldCount(field) >= most) {
      throw scope
          .problem(at)
          .found("more than " + most + " times " + field.getName())
          .expected("at most that, the limit")
          .advice("raise the limit if the file is to be trusted")
          .build();
    }
  }

  private void requireUnset(Message.Builder message, FieldDescriptor field, Position at) {
    if (message.hasField(field)) {
      throw scope
          .problem(at)
          .found("a second value for " + field.getName())
          .expected("one value")
          .advice("remove one of the two")
          .build();
    }
  }

  private void expect(char symbol) {
    if (!lexer.tryNext(symbol)) {
      throw scope.unexpected(lexer.peek(), "'" + symbol + "'");
    }
  }
}
