package org.dyvedeep.caffe.write;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file could not be written to its end: the disk is full, or there is no such folder. */
public final class FileNotWrittenException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param file what was to be written
   * @param cause why that was not possible
   */
  public FileNotWrittenException(Path file, IOException cause) {
    this(file, reason(cause), cause);
  }

  /**
   * A failure with more to say.
   *
   * @param file what was to be written
   * @param reason why that was not possible
   */
  public FileNotWrittenException(Path file, String reason, IOException cause) {
    super(file + " cannot be written: " + reason, cause);
  }

  /** The messages of some exceptions are a bare path, and that of a temporary file. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such folder; make it first";
    }
    if (e instanceof AccessDeniedException) {
      return "its folder may not be written; check its permissions";
    }
    return e instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : String.valueOf(e.getMessage());
  }
}
