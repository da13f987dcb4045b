package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.OptionalLong;

/** The pictures of another source that come after its first ones. */
record LaterImages(LabelledImages source, long skipped) implements LabelledImages {
  @Override
  public String layout() {
    return source.layout() + ", after the first " + skipped;
  }

  @Override
  public OptionalLong size() {
    OptionalLong whole = source.size();
    return whole.isPresent() ? OptionalLong.of(Math.max(0, whole.getAsLong() - skipped)) : whole;
  }

  @Override
  public Cursor open() throws IOException {
    Cursor cursor = source.open();
    try {
      for (long i = 0; i < skipped && cursor.next() != null; i++) {
        // What was read is not needed.
      }
    } catch (IOException e) {
      cursor.close();
      throw e;
    }
    return cursor;
  }
}
