package org.dyvedeep.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of classes by index; where a name is not known, the index stands for it. */
public final class Labels {
  private final Map<Integer, String> names;

  private Labels(Map<Integer, String> names) {
    this.names = Map.copyOf(names);
  }

  /** No names: every class is called by its index. */
  public static Labels none() {
    return new Labels(Map.of());
  }

  /**
   * Finds the labels of a model.
   *
   * @param source what the model's description says
   * @param dataFolder the folder that data files are relative to, if there is one
   * @return the labels; empty ones if they live in a data file that is absent
   * @throws IOException if a file that is there cannot be read or understood
   */
  public static Labels of(ModelDescription.LabelSource source, Optional<Path> dataFolder)
      throws IOException {
    if (source.resource() != null) {
      return ofLines(ModelResources.text(source.resource()).lines().toList());
    }
    Optional<Path> file =
        dataFolder.map(folder -> folder.resolve(source.dataFile())).filter(Files::isRegularFile);
    return file.isPresent() ? read(file.get()) : none();
  }

  /**
   * Reads a labels file: either tab-separated with a heading that has the columns class_index and
   * name, or plain text with the name of class i on line i (counted from 0).
   *
   * @param file a UTF-8 text file
   * @throws IOException if it cannot be read, or a row is malformed; the message names file and
   *     line
   */
  public static Labels read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).contains("\t")) {
      return ofLines(lines);
    }
    List<String> heading = List.of(lines.get(0).split("\t", -1));
    int indexColumn = column(file, heading, "class_index");
    int nameColumn = column(file, heading, "name");
    Map<Integer, String> names = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split("\t", -1);
      try {
        names.put(Integer.valueOf(cells[indexColumn]), cells[nameColumn]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(
            "labels file "
                + file
                + ", line "
                + (i + 1)
                + ": expected a whole number in column class_index and a text in column name,"
                + " found \""
                + lines.get(i)
                + "\"",
            e);
      }
    }
    return new Labels(names);
  }

  private static Labels ofLines(List<String> lines) {
    Map<Integer, String> names = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      names.put(i, lines.get(i).strip());
    }
    return new Labels(names);
  }

  private static int column(Path file, List<String> heading, String name) throws IOException {
    int column = heading.indexOf(name);
    if (column < 0) {
      throw new IOException(
          "labels file " + file + ", line 1: expected a column \"" + name + "\", found " + heading);
    }
    return column;
  }

  /**
   * Returns the name of a class, or its index as text where no name is known.
   *
   * @param index class index from 0
   */
  public String name(int index) {
    return names.getOrDefault(index, Integer.toString(index));
  }

  /** Returns how many classes have names. */
  public int size() {
    return names.size();
  }
}
