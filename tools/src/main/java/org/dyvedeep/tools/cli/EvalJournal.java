package org.dyvedeep.tools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.tools.journal.JsonLines;

/**
 * What an evaluation has found so far, a line an image in the order of the data, so that one that
 * was interrupted goes on with the next image: none is lost and none counts twice. A line that was
 * cut off, because the program was killed or the disk was full, does not count.
 */
final class EvalJournal implements AutoCloseable {
  private final Path file;
  private final List<Line> known;
  private final JsonLines out;

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

  private EvalJournal(Path file, List<Line> known, JsonLines out) {
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
    List<Line> known = read(file, evaluation);
    List<Object> begun = new ArrayList<>();
    begun.add(new Header(evaluation));
    begun.addAll(known);
    return new EvalJournal(file, known, JsonLines.begin(file, begun));
  }

  private static List<Line> read(Path file, String evaluation) throws IOException {
    List<JsonNode> found = JsonLines.read(file);
    List<Line> lines = new ArrayList<>();
    if (found.isEmpty() && (!Files.exists(file) || Files.size(file) == 0)) {
      return lines;
    }
    JsonNode header = found.isEmpty() ? null : found.get(0).get("evaluation");
    if (header == null) {
      if (!startsAsJournal(file)) {
        throw new IOException(file + " is not a journal of eval; name another file");
      }
      return lines;
    }
    if (!header.asText().equals(evaluation)) {
      throw new UsageException(
          file
              + " is the journal of another evaluation, or of other data; name another file, or"
              + " delete it to begin anew");
    }
    JsonMapper mapper = new JsonMapper();
    try {
      for (JsonNode line : found.subList(1, found.size())) {
        lines.add(mapper.treeToValue(line, Line.class));
      }
    } catch (JsonProcessingException e) {
      return lines;
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
    try {
      out.add(lines);
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
