package org.dyvedeep.tools.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Resolves names that a data file gives. Such a file may come from anywhere, so a name may not lead
 * out of the folder: neither by an absolute path, nor by "..", nor by a symbolic link.
 */
final class FolderFiles {
  private final Path root;
  private final List<Path> places;

  /**
   * Files of one folder.
   *
   * @param folder all files must lie in it
   * @param subfolders looked in after the folder itself
   */
  FolderFiles(Path folder, List<Path> subfolders) throws IOException {
    this.root = folder.toRealPath();
    this.places = List.copyOf(subfolders);
  }

  /**
   * The file of the given name.
   *
   * @param name a relative path
   * @param where the data file and line that gave the name, for messages
   * @throws InvalidDataException if the name leads out of the folder or there is no such file
   */
  Path resolve(String name, String where) throws IOException {
    Path relative = relative(name, where);
    Path found = existing(root.resolve(relative));
    for (Path place : places) {
      found = found != null ? found : existing(place.resolve(relative));
    }
    if (found == null) {
      throw new InvalidDataException(
          where,
          "names \""
              + name
              + "\", which is not a file in "
              + root
              + "; fetch it or remove the line");
    }
    if (!found.startsWith(root)) {
      throw outside(name, where);
    }
    return found;
  }

  private Path relative(String name, String where) throws InvalidDataException {
    try {
      Path relative = Path.of(name).normalize();
      if (relative.isAbsolute() || relative.startsWith("..") || relative.toString().isEmpty()) {
        throw outside(name, where);
      }
      return relative;
    } catch (InvalidPathException e) {
      throw new InvalidDataException(where, "names \"" + name + "\", which is not a path", e);
    }
  }

  /** The real path, with symbolic links followed, or null if there is no such file. */
  private static Path existing(Path path) throws IOException {
    return Files.isRegularFile(path) ? path.toRealPath() : null;
  }

  private InvalidDataException outside(String name, String where) {
    return new InvalidDataException(
        where,
        "names \""
            + name
            + "\", which lies outside "
            + root
            + "; only files inside the folder are opened");
  }
}
