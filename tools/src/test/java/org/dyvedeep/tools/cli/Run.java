package org.dyvedeep.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What one use of the command line gave.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Run(int status, String out, String err) {
  /** Runs a verb. */
  static Run of(String... arguments) {
    return of(Main.commandLine(), arguments);
  }

  /** Runs a verb that has to succeed, with {@code --format json}, and gives what it printed. */
  static JsonNode json(String... arguments) {
    return of(Stream.concat(Arrays.stream(arguments), Stream.of("--format", "json"))
            .toArray(String[]::new))
        .json();
  }

  static Run of(CommandLine commandLine, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int status = commandLine.execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  /** Standard output, which has to be one JSON object and nothing else. */
  JsonNode json() {
    assertEquals(0, status, err);
    JsonMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    try {
      JsonNode node = mapper.readTree(out);
      assertTrue(node.isObject(), out);
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON object: " + out, e);
    }
  }

  /**
   * The sentence of an error that the caller can mend: status 2, nothing on standard output, one
   * line that begins with the program's name, and no stack trace.
   */
  String refusal() {
    assertEquals(2, status, err);
    assertEquals("", out);
    List<String> own = err.lines().filter(line -> line.startsWith("dyvedeep: ")).toList();
    assertEquals(1, own.size(), err);
    assertTrue(err.endsWith(own.get(0) + System.lineSeparator()), err);
    assertFalse(err.contains("\tat "), err);
    return own.get(0);
  }

  /** The refusal, which has to contain the given words. */
  void refuses(String... words) {
    String sentence = refusal();
    for (String word : words) {
      assertTrue(sentence.contains(word), sentence + " does not say " + word);
    }
  }
}
