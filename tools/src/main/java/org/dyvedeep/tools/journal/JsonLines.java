package org.dyvedeep.tools.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.write.WholeFile;

/**
 * A file of lines, each a JSON object that is added when it is known. A line that was cut off,
 * because the program was killed or the disk was full, does not count, nor does what follows it.
 */
public final class JsonLines implements AutoCloseable {
  private final JsonMapper mapper;
  private final OutputStream out;

  private JsonLines(JsonMapper mapper, OutputStream out) {
    this.mapper = mapper;
    this.out = out;
  }

  /**
   * The whole lines of a file; none if there is no such file.
   *
   * @throws IOException if it cannot be read
   */
  public static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    JsonMapper mapper = new JsonMapper();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode content = mapper.readTree(line);
        if (!content.isObject()) {
          return lines;
        }
        lines.add(content);
      }
    } catch (JsonProcessingException e) {
      return lines;
    }
    return lines;
  }

  /**
   * Writes a file anew, so that no half line is followed by whole ones, moves it into place and
   * opens it for more.
   *
   * @param lines what it begins with
   * @throws IOException if it cannot be written
   */
  public static JsonLines begin(Path file, List<?> lines) throws IOException {
    JsonMapper mapper = new JsonMapper();
    WholeFile.write(
        file,
        begun -> {
          for (Object line : lines) {
            begun.write(bytes(mapper, line));
          }
        });
    return new JsonLines(mapper, Files.newOutputStream(file, StandardOpenOption.APPEND));
  }

  /** Adds lines, in one write. */
  public void add(List<?> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object line : lines) {
      bytes.writeBytes(bytes(mapper, line));
    }
    bytes.writeTo(out);
  }

  private static byte[] bytes(JsonMapper mapper, Object line) throws IOException {
    return (mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the file, which stays. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
