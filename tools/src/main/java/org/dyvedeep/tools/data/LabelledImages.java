package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * A source of labelled pictures in a fixed order. It holds no pictures in memory and may be opened
 * any number of times.
 */
public interface LabelledImages {
  /** Pictures between two of a sample at most: those that are left out are read, too. */
  int WIDEST_STEP = 50;

  /** What kind of source this is and how it takes its labels: a clause for logs and reports. */
  String layout();

  /** The number of pictures, where it is known without reading them all. */
  OptionalLong size();

  /** Whether pictures of a class stand together, so that the first ones are no sample. */
  default boolean sortedByClass() {
    return false;
  }

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

  /**
   * The pictures of this source that come after others, which have to be those that it begins with.
   *
   * @param names of the others, in this source's order
   */
  default LabelledImages after(List<String> names) {
    return names.isEmpty() ? this : new LaterImages(this, names);
  }

  /**
   * At most {@code count} pictures, spread over this source as far as its size is known: data sets
   * are often sorted by class.
   */
  default LabelledImages sample(long count) {
    OptionalLong size = size();
    long step = size.isPresent() && count > 0 ? size.getAsLong() / count : 1;
    int parts = (int) Math.max(1, Math.min(WIDEST_STEP, step));
    return new PartOfImages(this, 0, parts).limit(count);
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
