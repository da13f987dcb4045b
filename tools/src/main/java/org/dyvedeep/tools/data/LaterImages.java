package org.dyvedeep.tools.data;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * The pictures of another source that come after its first ones.
 *
 * @param passed names of the first ones: if the source begins with others, it has changed, and who
 *     went on would lose pictures or count some twice
 */
record LaterImages(LabelledImages source, List<String> passed) implements LabelledImages {
  @Override
  public String layout() {
    return source.layout() + ", after the first " + passed.size();
  }

  @Override
  public boolean sortedByClass() {
    return source.sortedByClass();
  }

  @Override
  public OptionalLong size() {
    OptionalLong whole = source.size();
    return whole.isPresent()
        ? OptionalLong.of(Math.max(0, whole.getAsLong() - passed.size()))
        : whole;
  }

  @Override
  public Cursor open() throws IOException {
    Cursor cursor = source.open();
    try {
      for (int i = 0; i < passed.size(); i++) {
        LabelledImage image = cursor.next();
        if (image == null || !image.name().equals(passed.get(i))) {
          throw new InvalidDataException(
              source.layout(),
              "has changed since the journal was begun: image %d was %s, %s; put it back, or delete the journal to begin anew"
                  .formatted(
                      i + 1,
                      passed.get(i),
                      image == null ? "and is not there" : "and is " + image.name()));
        }
      }
    } catch (IOException e) {
      cursor.close();
      throw e;
    }
    return cursor;
  }
}
