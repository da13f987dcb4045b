package org.dyvedeep.caffe;

/**
 * Something a person should know about a model that could be imported all the same.
 *
 * @param kind what sort of thing it is
 * @param layer the layer's name; empty where it concerns the whole network or an unnamed layer
 * @param field the field, dotted from the layer on; empty where it concerns the whole layer
 * @param line line in the text file from 1, or 0 where it is not known
 * @param column column in the text file from 1, or 0 where it is not known
 * @param text one sentence
 */
public record ImportWarning(
    Kind kind, String layer, String field, int line, int column, String text) {

  /** Makes the sentence fit for one line of a terminal. */
  public ImportWarning {
    text = Printable.line(text);
  }

  /** The sorts of warnings. */
  public enum Kind {
    /** A field that Caffe does not have, and that was left out. */
    UNKNOWN_FIELD,
    /** A field of a Caffe fork that was understood and translated. */
    FORK_FIELD,
    /** An old spelling that was brought to the current one. */
    UPGRADE,
    /** A setting that has no meaning where it stands, and that was left out, as Caffe does. */
    IGNORED,
    /** A layer that inference does not need, and that was left out or replaced. */
    DROPPED,
    /** Something that the file does not say, and that was supposed. */
    ASSUMED,
    /** Weights that the network does not ask for, or that it asks for in vain. */
    WEIGHTS,
    /** Text that is not valid UTF-8. */
    ENCODING
  }

  /** A warning without a place in a text file. */
  public static ImportWarning of(Kind kind, String layer, String field, String text) {
    return new ImportWarning(kind, layer, field, 0, 0, text);
  }

  /** The sentence with its place in front: {@code line 12, column 3: ...}. */
  @Override
  public String toString() {
    return line > 0 ? "line " + line + ", column " + column + ": " + text : text;
  }
}
