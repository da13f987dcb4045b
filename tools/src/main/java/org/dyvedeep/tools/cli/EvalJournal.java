package org.dyvedeep.tools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What an evaluation has found so far, a line an image in the order of the data, so that one that
 * was interrupted goes on with the next image: none is lost and none counts twice. A line that was
 * cut off, because the program was killed or the disk was full, does not count.
 */
final class EvalJournal implements AutoCloseable {
  private final Path file;
  private final List<Line> known;
  private final OutputStream out;

  /**
   * One image.
   *
   * @param top1 whether its label scored best
   * @param top5 whether it was among the best five
   * @param ms of its run
   * @param unreadable why it could not be run; null if it could
   */
  record Line(boolean top1, boolean top5, double ms, String unreadable) {}

  /** The first line: an evaluation of something else does not go on here. */
  private record Header(String evaluation) {}

  private EvalJournal(Path file, List<Line> known, OutputStream out) {
    this.file = file;
    this.known = List.copyOf(known);
    this.out = out;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param evaluation all that its figures depend on
   * @throws UsageException if the file belongs to another evaluation
   * @throws IOException if it cannot be read or written
   */
  static EvalJournal open(Path file, String evaluation) throws IOException {
    List<Line> known = Files.exists(file) ? read(file, evaluation) : List.of();
    // Written anew and moved into place, so that no half line is followed by whole ones.
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    JsonMapper mapper = new JsonMapper();
    StringBuilder text = new StringBuilder();
    text.append(mapper.writeValueAsString(new Header(evaluation))).append('\n');
    for (Line line : known) {
      text.append(mapper.writeValueAsString(line)).append('\n');
    }
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND);
    return new EvalJournal(file, known, out);
  }

  private static List<Line> read(Path file, String evaluation) throws IOException {
    JsonMapper mapper = new JsonMapper();
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String first = reader.readLine();
      if (first == null) {
        return lines;
      }
      if (!mapper.readValue(first, Header.class).evaluation().equals(evaluation)) {
        throw new UsageException(
            file
                + " is the journal of another evaluation, or of other data; name another file, or"
                + " delete it to begin anew");
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(mapper.readValue(line, Line.class));
      }
    } catch (JsonProcessingException e) {
      if (lines.isEmpty() && Files.size(file) > 0 && !startsAsJournal(file)) {
        throw new IOException(file + " is not a journal of eval; name another file", e);
      }
    }
    return lines;
  }

  private static boolean startsAsJournal(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String first = reader.readLine();
      return first != null && first.startsWith("{\"evaluation\":");
    }
  }

  /** What is known already, in the order of the data. */
  List<Line> known() {
    return known;
  }

  /** Adds images in the order of the data. */
  void add(List<Line> lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(new JsonMapper().writeValueAsString(line)).append('\n');
    }
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be written (%s); with room on the disk, the same command goes on after the last whole line"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
