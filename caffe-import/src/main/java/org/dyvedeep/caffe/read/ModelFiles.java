package org.dyvedeep.caffe.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dyvedeep.caffe.ModelImportException;

/** Opening model files, and recognising by their first bytes those that are something else. */
final class ModelFiles {
  private static final int SNIFF_BYTES = 512;

  private ModelFiles() {}

  /** The size of a file that can be read. */
  static long size(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw ModelImportException.in(file)
            .found(Files.exists(file) ? "something that is not a plain file" : "no such file")
            .expected("a model file")
            .advice("check the path")
            .build();
      }
      return Files.size(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The size of a binary file, which protobuf limits to 2 GiB. */
  static int binarySize(Path file) {
    long size = size(file);
    if (size > Integer.MAX_VALUE) {
      throw ModelImportException.in(file)
          .found(size + " bytes")
          .expected("under 2 GiB, the most that protobuf can hold")
          .advice("this is not a file that Caffe wrote")
          .build();
    }
    return (int) size;
  }

  /** The first bytes of a file; fewer if it is short. */
  static byte[] head(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(SNIFF_BYTES);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static ModelImportException unreadable(Path file, IOException cause) {
    return ModelImportException.in(file)
        .found("a file that cannot be read (" + cause + ")")
        .advice("check that it is there and that you may read it")
        .cause(cause)
        .build();
  }

  /** Refuses an empty file and the usual things that are mistaken for models. */
  static void refuseForeign(String file, byte[] head, String expected) {
    String found = head.length == 0 ? "an empty file" : foreignKind(head);
    if (found != null) {
      throw ModelImportException.in(file)
          .found(found)
          .expected(expected)
          .advice(adviceFor(found))
          .build();
    }
  }

  private static String adviceFor(String found) {
    if (found.contains("HDF5")) {
      return "save the network with Caffe's BINARYPROTO snapshot format instead";
    }
    return found.contains("archive") ? "unpack it first" : "download the file itself again";
  }

  private static String foreignKind(byte[] head) {
    if (startsWith(head, 0x89, 'H', 'D', 'F')) {
      return "an HDF5 file";
    }
    if (startsWith(head, 0x1F, 0x8B)) {
      return "a gzip archive";
    }
    if (startsWith(head, 'P', 'K', 3, 4)) {
      return "a zip archive";
    }
    String text =
        new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
      return "a web page";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a git-lfs pointer, which only names the real file";
    }
    return null;
  }

  /** Whether a file begins with these bytes. */
  static boolean startsWith(byte[] head, int... signature) {
    if (head.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((head[i] & 0xFF) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the first bytes hold no control characters, as text does and a binary network never.
   */
  static boolean looksLikeText(byte[] head) {
    for (byte b : head) {
      boolean blank = b >= '\t' && b <= '\r';
      if (b >= 0 && b < ' ' && !blank) {
        return false;
      }
    }
    return head.length > 0;
  }
}
