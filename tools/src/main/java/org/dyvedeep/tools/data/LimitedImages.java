package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.OptionalLong;

/** The first pictures of another source. */
record LimitedImages(LabelledImages source, long count) implements LabelledImages {

  LimitedImages {
    if (count < 0) {
      throw new IllegalArgumentException("a limit of " + count + " pictures");
    }
  }

  @Override
  public String layout() {
    return source.layout() + ", the first " + count;
  }

  @Override
  public boolean sortedByClass() {
    return source.sortedByClass();
  }

  @Override
  public OptionalLong size() {
    OptionalLong whole = source.size();
    return whole.isPresent() ? OptionalLong.of(Math.min(count, whole.getAsLong())) : whole;
  }

  @Override
  public Cursor open() throws IOException {
    Cursor cursor = source.open();
    return new Cursor() {
      private long left = count;

      @Override
      public LabelledImage next() throws IOException {
        return left-- > 0 ? cursor.next() : null;
      }

      @Override
      public void close() throws IOException {
        cursor.close();
      }
    };
  }
}
