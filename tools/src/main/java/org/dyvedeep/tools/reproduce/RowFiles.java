package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dyvedeep.caffe.write.WholeFile;

/**
 * Finished rows, one file each, so that a run that was interrupted goes on where it was.
 *
 * @param folder the folder of the files; made when the first is written
 */
public record RowFiles(Path folder) {
  private static final String JOURNAL = ".journal";
  private static final int DIGITS = 16;

  /**
   * A finished row.
   *
   * @param key all that its figures depend on, as text
   * @param row the figures
   * @param pictures where effort went
   */
  public record Finished(String key, Row row, List<EffortPicture> pictures) {}

  /**
   * The row of a benchmark, if it was finished with the same key.
   *
   * @throws IOException if there is a file that cannot be read
   */
  public Optional<Finished> find(String id, String key) throws IOException {
    Path file = file(id);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(read(file)).filter(f -> f.key().equals(key));
  }

  /** How long a row took when it was measured last, with whatever key. */
  public OptionalDouble seconds(String id) throws IOException {
    Path file = file(id);
    return Files.exists(file)
        ? OptionalDouble.of(read(file).row().seconds())
        : OptionalDouble.empty();
  }

  private static Finished read(Path file) throws IOException {
    try {
      return new JsonMapper().readValue(file.toFile(), Finished.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not a row of a report (" + e.getOriginalMessage() + "); delete it", e);
    }
  }

  /** Keeps a row; the journals of its images are needed no more. */
  public void keep(String id, Finished finished) throws IOException {
    Files.createDirectories(folder);
    byte[] json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(finished);
    WholeFile.write(file(id), out -> out.write(json));
    forget(id);
  }

  /**
   * Where images of an unfinished row are kept.
   *
   * @param pass which run of the images, as hexadecimal digits
   */
  public Path journal(String id, String pass) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(id + "." + pass.substring(0, DIGITS) + JOURNAL);
  }

  /** Removes the journals of a benchmark's images. */
  public void forget(String id) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> journals = Files.newDirectoryStream(folder, id + ".*" + JOURNAL)) {
        for (Path journal : journals) {
          Files.delete(journal);
        }
      }
    }
  }

  private Path file(String id) {
    return folder.resolve(id + ".json");
  }
}
