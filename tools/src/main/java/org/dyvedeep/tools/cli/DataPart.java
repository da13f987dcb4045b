package org.dyvedeep.tools.cli;

import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.PartOfImages;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A part of a data set as the command line gives it: {@code 1/2} are the first, third, fifth
 * picture and so on, {@code 2/2} the others.
 *
 * @param number which part, from 1
 * @param parts how many there are
 */
record DataPart(int number, int parts) {
  /** The pictures of the part. */
  LabelledImages of(LabelledImages images) {
    return new PartOfImages(images, number - 1, parts);
  }

  @Override
  public String toString() {
    return number + "/" + parts;
  }

  /** Reads {@code K/N}. */
  static final class Converter implements ITypeConverter<DataPart> {
    @Override
    public DataPart convert(String text) {
      String[] words = text.split("/", -1);
      try {
        if (words.length == 2) {
          DataPart part = new DataPart(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
          if (part.number >= 1 && part.number <= part.parts) {
            return part;
          }
        }
      } catch (NumberFormatException e) {
        throw new TypeConversionException(problem(text));
      }
      throw new TypeConversionException(problem(text));
    }

    private static String problem(String text) {
      return "\""
          + text
          + "\" is not a part; write 1/2 for the first, third, fifth picture and so"
          + " on, 2/2 for the others";
    }
  }
}
