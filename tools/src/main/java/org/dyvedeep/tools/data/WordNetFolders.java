package org.dyvedeep.tools.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.dyvedeep.tools.preprocess.ImageContent;

/**
 * One folder per WordNet id (n########), images inside. Class indices come from a list in the
 * folder or its parent where there is one (labels.tsv with columns wnid and class_index, else
 * synset_words.txt or synsets.txt with one id a line); otherwise the sorted ids are classes 0 to
 * n-1. Order: by class, then by file name.
 */
public final class WordNetFolders implements LabelledImages {
  private static final Pattern WORDNET_ID = Pattern.compile("n\\d{8}");
  private static final Set<String> IMAGE_ENDINGS = Set.of("jpeg", "jpg", "png", "bmp", "gif");

  private final List<Path> folders;
  private final List<Integer> labels;
  private final String layout;

  private WordNetFolders(List<Path> folders, List<Integer> labels, String layout) {
    this.folders = folders;
    this.labels = labels;
    this.layout = layout;
  }

  static boolean isWordNetFolder(Path folder) throws IOException {
    return !idFolders(folder).isEmpty();
  }

  /**
   * Opens a folder of class folders.
   *
   * @param folder holds the folders of the classes
   * @throws InvalidDataException if a list of classes is malformed or lacks one of the folders
   */
  public static WordNetFolders of(Path folder) throws IOException {
    Map<String, Path> byId = idFolders(folder);
    if (byId.isEmpty()) {
      throw new InvalidDataException(
          folder.toString(), "has no folder named by a WordNet id (n########)");
    }
    Path list = classList(folder);
    Map<String, Integer> classes = list == null ? sortedClasses(byId) : readClasses(list);
    List<String> ids = new ArrayList<>(byId.keySet());
    for (String id : ids) {
      if (!classes.containsKey(id)) {
        throw new InvalidDataException(
            String.valueOf(list),
            "does not list " + id + ", but there is a folder " + byId.get(id));
      }
    }
    ids.sort((a, b) -> Integer.compare(classes.get(a), classes.get(b)));
    String order =
        list == null
            ? "sorted ids are classes 0 to " + (ids.size() - 1)
            : "classes from " + list.getFileName();
    return new WordNetFolders(
        ids.stream().map(byId::get).toList(),
        ids.stream().map(classes::get).toList(),
        "folder per WordNet id, " + order);
  }

  private static Map<String, Path> idFolders(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var stream =
        Files.newDirectoryStream(
            folder,
            path ->
                WORDNET_ID.matcher(String.valueOf(path.getFileName())).matches()
                    && Files.isDirectory(path))) {
      stream.forEach(found::add);
    }
    found.sort(null);
    Map<String, Path> byId = new LinkedHashMap<>();
    found.forEach(path -> byId.put(String.valueOf(path.getFileName()), path));
    return byId;
  }

  private static Path classList(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    for (String name : List.of(LabelledFiles.LABELS_TSV, "synset_words.txt", "synsets.txt")) {
      for (Path place : Arrays.asList(absolute, absolute.getParent())) {
        if (place != null && Files.isRegularFile(place.resolve(name))) {
          return place.resolve(name);
        }
      }
    }
    return null;
  }

  private static Map<String, Integer> sortedClasses(Map<String, Path> byId) {
    Map<String, Integer> classes = new HashMap<>();
    byId.keySet().forEach(id -> classes.put(id, classes.size()));
    return classes;
  }

  private static Map<String, Integer> readClasses(Path list) throws IOException {
    List<String> lines = Files.readAllLines(list);
    boolean table = list.endsWith(LabelledFiles.LABELS_TSV);
    List<String> header =
        table && !lines.isEmpty() ? Arrays.asList(lines.get(0).split("\t", -1)) : List.of();
    int idColumn = table ? header.indexOf("wnid") : 0;
    int labelColumn = table ? header.indexOf("class_index") : 0;
    if (idColumn < 0 || labelColumn < 0) {
      throw new InvalidDataException(
          list + ":1", "has the columns " + header + "; expected wnid and class_index");
    }
    Map<String, Integer> classes = new HashMap<>();
    for (int i = table ? 1 : 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] cells = line.split(table ? "\t" : "\\s+", -1);
      String where = list + ":" + (i + 1);
      if (cells.length <= Math.max(idColumn, labelColumn)
          || !WORDNET_ID.matcher(cells[idColumn]).matches()) {
        throw new InvalidDataException(
            where, "is \"" + line + "\"; expected a WordNet id (n########)");
      }
      classes.put(cells[idColumn], table ? classIndex(cells[labelColumn], where) : classes.size());
    }
    return classes;
  }

  private static int classIndex(String text, String where) throws InvalidDataException {
    if (!text.matches("\\d{1,6}")) {
      throw new InvalidDataException(
          where, "has the class_index \"" + text + "\"; expected a number from 0");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String layout() {
    return layout;
  }

  @Override
  public boolean sortedByClass() {
    return true;
  }

  /** Counted by listing every folder, which takes a moment. */
  @Override
  public OptionalLong size() {
    long count = 0;
    try {
      for (Path folder : folders) {
        count += images(folder).size();
      }
      return OptionalLong.of(count);
    } catch (IOException e) {
      // Who reads the pictures will be told why they cannot be read.
      return OptionalLong.empty();
    }
  }

  @Override
  public Cursor open() {
    return new FolderCursor();
  }

  private final class FolderCursor implements Cursor {
    private int nextFolder;
    private List<Path> files = List.of();
    private int nextFile;
    private long index;

    @Override
    public LabelledImage next() throws IOException {
      while (nextFile == files.size()) {
        if (nextFolder == folders.size()) {
          return null;
        }
        files = images(folders.get(nextFolder++));
        nextFile = 0;
      }
      Path file = files.get(nextFile++);
      Path folder = folders.get(nextFolder - 1);
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new InvalidDataException(
            file.toString(), "is a link out of its folder; only files inside are opened");
      }
      return new LabelledImage(
          index++,
          folder.getFileName() + "/" + file.getFileName(),
          labels.get(nextFolder - 1),
          new ImageContent.File(file));
    }

    @Override
    public void close() {
      files = List.of();
    }
  }

  private static List<Path> images(Path folder) throws IOException {
    List<Path> images = new ArrayList<>();
    try (var stream = Files.newDirectoryStream(folder, WordNetFolders::isImage)) {
      stream.forEach(images::add);
    }
    images.sort(null);
    return images;
  }

  private static boolean isImage(Path path) {
    String name = String.valueOf(path.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return IMAGE_ENDINGS.contains(ending) && Files.isRegularFile(path);
  }
}
