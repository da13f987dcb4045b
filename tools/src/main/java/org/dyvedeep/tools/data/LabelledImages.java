package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * A source of labelled pictures in a fixed order. It holds no pictures in memory and may be opened
 * any number of times.
 */
public interface LabelledImages {

  /** What kind of source this is and how it takes its labels: a clause for logs and reports. */
  String layout();

  /** The number of pictures, where it is known without reading them all. */
  OptionalLong size();

  /**
   * Starts reading at the first picture.
   *
   * @throws IOException if the source cannot be opened
   */
  Cursor open() throws IOException;

  /** The first {@code count} pictures of this source. */
  default LabelledImages limit(long count) {
    return new LimitedImages(this, count);
  }

  /** A place in the source. Not for use by several threads at once. */
  interface Cursor extends AutoCloseable {
    /**
     * The next picture, or null after the last one.
     *
     * @throws IOException if the source cannot be read or is malformed
     */
    LabelledImage next() throws IOException;

    @Override
    void close() throws IOException;
  }
}
