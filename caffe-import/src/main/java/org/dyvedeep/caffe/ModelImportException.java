package org.dyvedeep.caffe;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model file that cannot be imported: the one exception that reading, upgrading and converting
 * Caffe files throw, whatever the bytes in the file. The message is one sentence made of the parts,
 * which can also be asked for one by one.
 */
public final class ModelImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String layer;
  private final String field;
  private final String found;
  private final String expected;
  private final String advice;
  private final int line;
  private final int column;

  private ModelImportException(Builder parts) {
    super(parts.sentence(), parts.cause);
    this.file = parts.file;
    this.layer = parts.layer;
    this.field = parts.field;
    this.found = parts.found;
    this.expected = parts.expected;
    this.advice = parts.advice;
    this.line = parts.line;
    this.column = parts.column;
  }

  /** Starts the description of a problem in {@code file}. */
  public static Builder in(Path file) {
    return in(file.toString());
  }

  /** Starts the description of a problem in the file (or other source) of this name. */
  public static Builder in(String file) {
    return new Builder(file);
  }

  /** The file's name, as the caller gave it. */
  public String file() {
    return file;
  }

  /** The layer at fault, by Caffe's name. */
  public Optional<String> layer() {
    return Optional.ofNullable(layer);
  }

  /** The field at fault, dotted from the layer on: {@code pooling_param.kernel_size}. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** What the file holds. */
  public Optional<String> found() {
    return Optional.ofNullable(found);
  }

  /** What would have been right. */
  public Optional<String> expected() {
    return Optional.ofNullable(expected);
  }

  /** What the reader of the message can do. */
  public Optional<String> advice() {
    return Optional.ofNullable(advice);
  }

  /** Line in a text file, counted from 1. */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }

  /** Column in a text file, counted in characters from 1. */
  public OptionalInt column() {
    return column > 0 ? OptionalInt.of(column) : OptionalInt.empty();
  }

  /** Collects the parts of a message. */
  public static final class Builder {
    private final String file;
    private String layer;
    private String field;
    private String found;
    private String expected;
    private String advice;
    private int line;
    private int column;
    private Throwable cause;

    private Builder(String file) {
      this.file = Objects.requireNonNull(file, "file");
    }

    /** The layer at fault. Null and empty names leave it out. */
    public Builder layer(String name) {
      this.layer = name == null || name.isEmpty() ? null : name;
      return this;
    }

    /** The field at fault. */
    public Builder field(String path) {
      this.field = path == null || path.isEmpty() ? null : path;
      return this;
    }

    /** What the file holds. */
    public Builder found(String what) {
      this.found = what;
      return this;
    }

    /** What would have been right. */
    public Builder expected(String what) {
      this.expected = what;
      return this;
    }

    /** What the reader of the message can do. */
    public Builder advice(String what) {
      this.advice = what;
      return this;
    }

    /** Line and column, both from 1; 0 means unknown. */
    public Builder at(int lineNumber, int columnNumber) {
      this.line = lineNumber;
      this.column = columnNumber;
      return this;
    }

    /** The exception that told of the problem. */
    public Builder cause(Throwable reason) {
      this.cause = reason;
      return this;
    }

    /** The finished exception. */
    public ModelImportException build() {
      return new ModelImportException(this);
    }

    private String sentence() {
      StringBuilder text = new StringBuilder(file);
      if (line > 0) {
        text.append(':').append(line).append(':').append(column);
      }
      text.append(": ");
      if (layer != null) {
        text.append("layer \"")
            .append(Printable.line(layer))
            .append("\"")
            .append(field == null ? ": " : ", ");
      }
      if (field != null) {
        text.append("field ").append(Printable.line(field)).append(": ");
      }
      text.append(found == null ? "not as expected" : "found " + Printable.line(found));
      if (expected != null) {
        text.append(", expected ").append(expected);
      }
      if (advice != null) {
        text.append("; ").append(advice);
      }
      return text.append('.').toString();
    }
  }
}
