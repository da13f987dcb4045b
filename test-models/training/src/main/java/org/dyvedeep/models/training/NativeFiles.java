package org.dyvedeep.models.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies class path resources to a folder, because native Caffe reads named files only. */
final class NativeFiles {
  private NativeFiles() {}

  /**
   * Copies one resource.
   *
   * @param owner the class next to which the resource lies, or whose class path is used
   * @param resource its name as {@link Class#getResourceAsStream} understands it
   * @param folder an existing folder
   * @return the copy's path as a string, for native calls
   */
  static String copy(Class<?> owner, String resource, Path folder) throws IOException {
    Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("resource not found on the class path: " + resource);
      }
      Files.copy(in, file);
    }
    return file.toString();
  }
}
