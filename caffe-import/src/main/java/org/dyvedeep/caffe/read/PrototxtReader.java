package org.dyvedeep.caffe.read;

import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * Reads networks from Caffe's text files. The language is that of protobuf's C++ TextFormat; fields
 * which Caffe does not have are warnings, unless {@link ReadOptions#strict()}.
 */
public final class PrototxtReader {
  private static final int HEAD_BYTES = 512;
  private static final String EXPECTED = "a network in text form (prototxt)";

  private final ReadOptions options;

  /** A reader with these limits. */
  public PrototxtReader(ReadOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Reads a prototxt file.
   *
   * @throws ModelImportException if it cannot be read or is not a network in text form
   */
  public ParsedNet read(Path file) {
    long size = ModelFiles.size(file);
    requireSize(file.toString(), size);
    try {
      return parse(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw ModelFiles.unreadable(file, e);
    }
  }

  /**
   * Parses a network that is in memory already.
   *
   * @param source name to use in messages
   * @param text the bytes of the file
   * @throws ModelImportException if they are not a network in text form
   */
  public ParsedNet parse(String source, byte[] text) {
    requireSize(source, text.length);
    NetParameter.Builder net = NetParameter.newBuilder();
    TextScope scope = parseInto(source, text, net);
    return new ParsedNet(net.build(), scope.warnings(), scope.positions());
  }

  /** Parses text into a message of any type. */
  TextScope parseInto(String source, byte[] text, Message.Builder message) {
    byte[] head = Arrays.copyOf(text, Math.min(text.length, HEAD_BYTES));
    ModelFiles.refuseForeign(source, head, EXPECTED);
    int start = startOfText(source, head);
    TextScope scope = new TextScope(source);
    new TextParser(new TextLexer(scope, text, start), scope, options).parseRoot(message);
    return scope;
  }

  private void requireSize(String source, long size) {
    long most = Math.min(options.limits().maxTextBytes(), Integer.MAX_VALUE - 8);
    if (size > most) {
      throw ModelImportException.in(source)
          .found(size + " bytes of text")
          .expected("at most " + most + ", the limit on text files")
          .advice("raise the limit if the file is to be trusted")
          .build();
    }
  }

  /** Steps over a UTF-8 byte order mark, and refuses UTF-16 and binary files. */
  private static int startOfText(String source, byte[] head) {
    if (ModelFiles.startsWith(head, 0xFF, 0xFE) || ModelFiles.startsWith(head, 0xFE, 0xFF)) {
      throw ModelImportException.in(source)
          .found("text in UTF-16")
          .expected("UTF-8")
          .advice("save the file as UTF-8")
          .build();
    }
    if (!ModelFiles.looksLikeText(head)) {
      throw ModelImportException.in(source)
          .found("binary data")
          .expected(EXPECTED)
          .advice("give the prototxt file here and the caffemodel as the weights")
          .build();
    }
    return ModelFiles.startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
  }
}
