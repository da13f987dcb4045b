package org.dyvedeep.tools.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.dyvedeep.tools.preprocess.ImageContent;

/**
 * Image files with labels, listed in a file's order: a folder with {@code labels.tsv} or {@code
 * val.txt}.
 */
public final class LabelledFiles implements LabelledImages {
  /** Name of the tab-separated list with a header line. */
  public static final String LABELS_TSV = "labels.tsv";

  /** Name of Caffe's list: a name and a label a line. */
  public static final String VAL_TXT = "val.txt";

  private record Entry(String name, int label, int line) {}

  private final Path folder;
  private final Path list;
  private final List<Entry> entries;

  private LabelledFiles(Path folder, Path list, List<Entry> entries) throws InvalidDataException {
    this.folder = folder;
    this.list = list;
    this.entries = entries;
    if (entries.isEmpty()) {
      throw new InvalidDataException(list.toString(), "lists no images");
    }
  }

  /**
   * A folder with {@code labels.tsv}: tab separated, columns found by the names file and
   * class_index in its first line.
   *
   * @throws InvalidDataException naming the line that is at fault
   */
  public static LabelledFiles ofLabelsTsv(Path folder) throws IOException {
    Path list = folder.resolve(LABELS_TSV);
    List<String> lines = lines(list);
    List<String> header = lines.isEmpty() ? List.of() : Arrays.asList(lines.get(0).split("\t", -1));
    int fileColumn = header.indexOf("file");
    int labelColumn = header.indexOf("class_index");
    if (fileColumn < 0 || labelColumn < 0) {
      throw new InvalidDataException(
          list + ":1",
          "has the columns " + header + "; expected file and class_index, tab separated");
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      String where = list + ":" + (i + 1);
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length <= Math.max(fileColumn, labelColumn)) {
        throw new InvalidDataException(
            where, "has %d columns; expected %d".formatted(cells.length, header.size()));
      }
      entries.add(new Entry(cells[fileColumn], label(cells[labelColumn], where), i + 1));
    }
    return new LabelledFiles(folder, list, entries);
  }

  /**
   * A folder with {@code val.txt}: "name label" a line, as convert_imageset reads it. The images
   * lie beside it or in one of the folder's own subfolders.
   *
   * @throws InvalidDataException naming the line that is at fault
   */
  public static LabelledFiles ofValTxt(Path folder) throws IOException {
    Path list = folder.resolve(VAL_TXT);
    List<String> lines = lines(list);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      String where = list + ":" + (i + 1);
      int blank = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
      if (blank < 0) {
        throw new InvalidDataException(where, "is \"" + line + "\"; expected \"name label\"");
      }
      entries.add(
          new Entry(
              line.substring(0, blank).strip(), label(line.substring(blank + 1), where), i + 1));
    }
    return new LabelledFiles(folder, list, entries);
  }

  private static List<String> lines(Path list) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(list)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (MalformedInputException e) {
      throw new InvalidDataException(list.toString(), "is not UTF-8 text", e);
    }
    return lines;
  }

  private static int label(String text, String where) throws InvalidDataException {
    try {
      int label = Integer.parseInt(text.strip());
      if (label >= 0) {
        return label;
      }
    } catch (NumberFormatException e) {
      throw new InvalidDataException(
          where, "has the label \"" + text + "\"; expected a class index from 0", e);
    }
    throw new InvalidDataException(
        where, "has the label \"" + text + "\"; expected a class index from 0");
  }

  @Override
  public String layout() {
    return "folder with " + list.getFileName();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(entries.size());
  }

  @Override
  public Cursor open() throws IOException {
    FolderFiles files = new FolderFiles(folder, subfolders());
    return new Cursor() {
      private int next;

      @Override
      public LabelledImage next() throws IOException {
        if (next == entries.size()) {
          return null;
        }
        Entry entry = entries.get(next);
        Path file = files.resolve(entry.name(), list + ":" + entry.line());
        return new LabelledImage(next++, entry.name(), entry.label(), new ImageContent.File(file));
      }

      @Override
      public void close() {
        // Nothing is held open between images.
      }
    };
  }

  private List<Path> subfolders() throws IOException {
    if (list.endsWith(LABELS_TSV)) {
      return List.of();
    }
    List<Path> subfolders = new ArrayList<>();
    try (var found = Files.newDirectoryStream(folder, Files::isDirectory)) {
      found.forEach(subfolders::add);
    }
    subfolders.sort(null);
    return subfolders;
  }
}
