package org.dyvedeep.tools.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dyvedeep.caffe.ImportLimits;
import org.dyvedeep.caffe.read.MeanImage;

/** Finds and reads the mean image that a description names. */
public final class MeanFiles {
  private MeanFiles() {}

  /**
   * Reads the mean image of a description.
   *
   * @param steps a description with a mean file
   * @param folder the description's folder; the file must lie in it, also when symbolic links are
   *     followed
   * @param limits of the import
   * @throws InvalidPreprocessingException if the path leads out of the folder or there is no such
   *     file
   * @throws org.dyvedeep.caffe.ModelImportException if the file is no mean image
   * @throws IOException if the folder cannot be read
   */
  public static MeanImage read(Preprocessing steps, Path folder, ImportLimits limits)
      throws IOException {
    String name = steps.mean().file();
    Path root = folder.toRealPath();
    Path file = resolve(root, name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidPreprocessingException(
          folder.toString(),
          "mean.file",
          "found \"" + name + "\", which is not a file in this folder");
    }
    if (!file.toRealPath().startsWith(root)) {
      throw outside(root, name);
    }
    return MeanImage.read(file, limits);
  }

  private static Path resolve(Path root, String name) throws InvalidPreprocessingException {
    try {
      Path file = root.resolve(name).normalize();
      if (!file.startsWith(root)) {
        throw outside(root, name);
      }
      return file;
    } catch (InvalidPathException e) {
      throw new InvalidPreprocessingException(root.toString(), "mean.file is not a path", e);
    }
  }

  private static InvalidPreprocessingException outside(Path root, String name) {
    return new InvalidPreprocessingException(
        root.toString(),
        "mean.file",
        "found \""
            + name
            + "\", which lies outside this folder; put the mean beside the description");
  }

  /**
   * Reads a mean image that is a resource of the program.
   *
   * @param in the resource, left open
   * @param limits of the import
   * @throws org.dyvedeep.caffe.ModelImportException if it is no mean image
   * @throws IOException if it cannot be read
   */
  public static MeanImage read(InputStream in, ImportLimits limits) throws IOException {
    Path copy = Files.createTempFile("mean", ".binaryproto");
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return MeanImage.read(copy, limits);
    } finally {
      Files.delete(copy);
    }
  }
}
