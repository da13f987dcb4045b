package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * Every n-th picture of another source, so that one data set gives several that have nothing in
 * common.
 *
 * @param source the pictures
 * @param part which of them: those with index part, part + parts and so on, from 0
 * @param parts how many parts there are
 */
public record PartOfImages(LabelledImages source, int part, int parts) implements LabelledImages {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public PartOfImages {
    if (part < 0 || part >= parts) {
      throw new IllegalArgumentException("part " + part + " of " + parts);
    }
  }

  @Override
  public String layout() {
    return source.layout() + ", part " + (part + 1) + " of " + parts;
  }

  @Override
  public boolean sortedByClass() {
    return source.sortedByClass();
  }

  @Override
  public OptionalLong size() {
    OptionalLong whole = source.size();
    return whole.isPresent()
        ? OptionalLong.of((whole.getAsLong() - part + parts - 1) / parts)
        : whole;
  }

  @Override
  public Cursor open() throws IOException {
    Cursor cursor = source.open();
    return new Cursor() {
      private long index;

      @Override
      public LabelledImage next() throws IOException {
        LabelledImage image = cursor.next();
        while (image != null && index++ % parts != part) {
          image = cursor.next();
        }
        return image;
      }

      @Override
      public void close() throws IOException {
        cursor.close();
      }
    };
  }
}
