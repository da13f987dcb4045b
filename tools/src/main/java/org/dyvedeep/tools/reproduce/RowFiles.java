package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.caffe.write.WholeFile;

/**
 * Finished rows, one file each, so that a run that was interrupted goes on where it was.
 *
 * @param folder the folder of the files; made when the first is written
 */
public record RowFiles(Path folder) {
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
    try {
      Finished finished = new JsonMapper().readValue(file.toFile(), Finished.class);
      return Optional.of(finished).filter(f -> f.key().equals(key));
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not a row of a report (" + e.getOriginalMessage() + "); delete it", e);
    }
  }

  /** Keeps a row. */
  public void keep(String id, Finished finished) throws IOException {
    Files.createDirectories(folder);
    byte[] json = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(finished);
    WholeFile.write(file(id), out -> out.write(json));
  }

  private Path file(String id) {
    return folder.resolve(id + ".json");
  }
}
