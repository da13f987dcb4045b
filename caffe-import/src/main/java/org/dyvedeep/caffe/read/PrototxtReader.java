package org.dyvedeep.caffe.read;

import java.nio.file.Path;
import java.util.Objects;

/** Reads networks from Caffe's text files. */
public final class PrototxtReader {
  private final ReadOptions options;

  /** A reader with these limits. */
  public PrototxtReader(ReadOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Reads a prototxt file.
   *
   * @throws org.dyvedeep.caffe.ModelImportException if it cannot be read or is not a network in
   *     text form
   */
  public ParsedNet read(Path file) {
    throw new UnsupportedOperationException(options + " " + file);
  }

  /**
   * Parses a network that is in memory already.
   *
   * @param source name to use in messages
   * @param text the bytes of the file
   */
  public ParsedNet parse(String source, byte[] text) {
    throw new UnsupportedOperationException(source + text.length);
  }
}
