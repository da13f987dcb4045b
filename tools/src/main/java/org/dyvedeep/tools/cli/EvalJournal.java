package org.dyvedeep.tools.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dyvedeep.caffe.write.FileNotWrittenException;
import org.dyvedeep.tools.journal.JsonLines;

/**
 * What an evaluation has found so far, a line an image in the order of the data, so that one that
 * was interrupted goes on with the next image: none is lost and none counts twice. A line that was
 * cut off, because the program was killed or the disk was full, does not count.
 *
 * @param <L> what is known of an image
 */
final class EvalJournal<L extends EvalJournal.Line> implements AutoCloseable {
  private static final String HEADER = "evaluation";

  private final Path file;
  private final List<String> known;
  private final JsonLines out;

  /** What is known of one image. */
  interface Line {
    /** What the data set calls it. */
    String name();
  }

  /** The first line: an evaluation of something else does not go on here. */
  private record Header(String evaluation) {}

  /** Keeps nothing and knows nothing. */
  static <L extends Line> EvalJournal<L> none() {
    return new EvalJournal<>(null, List.of(), null);
  }

  private EvalJournal(Path file, List<String> known, JsonLines out) {
    this.file = file;
    this.known = known;
    this.out = out;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param evaluation all that its figures depend on
   * @param kind of its lines
   * @param taker is given each line that is there
   * @throws UsageException if the file belongs to another evaluation
   * @throws IOException if it cannot be read or written
   */
  static <L extends Line> EvalJournal<L> open(
      Path file, String evaluation, Class<L> kind, Consumer<L> taker) throws IOException {
    if (!startsAsJournal(file)) {
      return new EvalJournal<>(
          file, List.of(), JsonLines.begin(file, List.of(new Header(evaluation))));
    }
    JsonMapper mapper = new JsonMapper();
    List<String> known = new ArrayList<>();
    boolean[] begun = new boolean[1];
    JsonLines lines =
        JsonLines.resume(
            file,
            content -> {
              if (begun[0]) {
                return taken(mapper, content, kind, known, taker);
              }
              begun[0] = true;
              return checked(file, content, evaluation);
            });
    if (begun[0]) {
      return new EvalJournal<>(file, known, lines);
    }
    lines.close();
    return new EvalJournal<>(
        file, List.of(), JsonLines.begin(file, List.of(new Header(evaluation))));
  }

  private static <L extends Line> boolean taken(
      JsonMapper mapper, JsonNode content, Class<L> kind, List<String> known, Consumer<L> taker) {
    L line;
    try {
      line = mapper.treeToValue(content, kind);
    } catch (JsonProcessingException e) {
      return false;
    }
    taker.accept(line);
    return known.add(line.name());
  }

  private static boolean checked(Path file, JsonNode header, String evaluation) {
    if (!header.path(HEADER).asText().equals(evaluation)) {
      throw new UsageException(
          file
              + " is the journal of another evaluation, or of other data; name another file, or"
              + " delete it to begin anew");
    }
    return true;
  }

  /** Whether there is something to go on with; files of others are not written over. */
  private static boolean startsAsJournal(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    String expected = "{\"" + HEADER + "\":";
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(expected.length());
    }
    // A first line that was cut off early is a journal's, too.
    if (!expected.startsWith(new String(start, StandardCharsets.UTF_8))) {
      throw new IOException(file + " is not a journal of eval; name another file");
    }
    return start.length == expected.length();
  }

  /** The names of the images that need not be run again, in the order of the data. */
  List<String> known() {
    return known;
  }

  /** Adds images in the order of the data. */
  void add(List<L> lines) throws IOException {
    if (out == null) {
      return;
    }
    try {
      out.add(lines);
    } catch (IOException e) {
      throw new FileNotWrittenException(
          file,
          e.getMessage()
              + "; with room on the disk, the same command goes on after the last whole line",
          e);
    }
  }

  /** Removes the file, which nobody needs any more. */
  void remove() throws IOException {
    close();
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
