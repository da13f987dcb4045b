package org.dyvedeep.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files inside this module: prototxts, trained weights, mean images, labels. A resource's name
 * is its path below this package, such as {@code cifar10-full/deploy.prototxt}.
 */
public final class ModelResources {
  private ModelResources() {}

  /**
   * Opens a resource.
   *
   * @param name path below this package
   * @return the stream, to be closed by the caller
   * @throws FileNotFoundException if there is no such resource
   */
  public static InputStream open(String name) throws FileNotFoundException {
    InputStream in = ModelResources.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("no built-in resource named " + name);
    }
    return in;
  }

  /**
   * Reads a whole resource.
   *
   * @param name path below this package
   * @throws IOException if it is missing or cannot be read
   */
  public static byte[] bytes(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  /**
   * Reads a whole resource as UTF-8 text.
   *
   * @param name path below this package
   * @throws IOException if it is missing or cannot be read
   */
  public static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /**
   * Copies a resource into a folder, for readers that need a file.
   *
   * @param name path below this package
   * @param folder an existing folder
   * @return the copy, named like the last part of the resource's name; an existing file is replaced
   * @throws IOException if the resource is missing or the copy cannot be written
   */
  public static Path copyTo(String name, Path folder) throws IOException {
    Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    try (InputStream in = open(name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
