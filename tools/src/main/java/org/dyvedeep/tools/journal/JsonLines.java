package org.dyvedeep.tools.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
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

  /** What is done with the lines of a file. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes a line.
     *
     * @return whether it belongs to the file; if not, it and what follows does not count
     * @throws IOException if the file is not what it should be
     */
    boolean take(JsonNode line) throws IOException;
  }

  /**
   * The whole lines of a file; none if there is no such file.
   *
   * @throws IOException if it cannot be read
   */
  public static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(file)) {
      scan(file, lines::add);
    }
    return lines;
  }

  /**
   * Reads a file line by line, however long it is, cuts off what does not count, and opens it for
   * more.
   *
   * @throws IOException if it cannot be read or written
   */
  public static JsonLines resume(Path file, Taker taker) throws IOException {
    long whole = scan(file, taker);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
    return new JsonLines(new JsonMapper(), Files.newOutputStream(file, StandardOpenOption.APPEND));
  }

  /** Gives whole lines away until one is refused; the number of bytes of those that were not. */
  private static long scan(Path file, Taker taker) throws IOException {
    JsonMapper mapper = new JsonMapper();
    long whole = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        line.write(next);
        if (next == '\n') {
          JsonNode content = mapper.readTree(line.toByteArray());
          if (!content.isObject() || !taker.take(content)) {
            return whole;
          }
          whole += line.size();
          line.reset();
        }
      }
    } catch (JsonProcessingException e) {
      return whole;
    }
    return whole;
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
