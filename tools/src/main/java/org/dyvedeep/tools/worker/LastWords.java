package org.dyvedeep.tools.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Reads what a process says on standard error for as long as it lives, and keeps the end of it. */
final class LastWords implements Runnable {
  private static final int LINES = 4000;
  private static final int FALLBACK_LINES = 5;
  private static final String STACK_TRACE = "*** Check failure";

  /** glog's prefix: severity, date, time, thread, place. */
  private static final Pattern PREFIX =
      Pattern.compile("^[IWEF]\\d{4,8} [0-9:.]+ +\\d+ ([^\\]]*)\\] ");

  private static final Pattern PROBLEM = Pattern.compile("^(E|F)\\d{4}.*|^\\[libprotobuf ERROR.*");

  private final InputStream stream;
  private final Deque<String> lines = new ArrayDeque<>();

  LastWords(InputStream stream) {
    this.stream = stream;
  }

  @Override
  public void run() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException | UncheckedIOException e) {
      add("(what came after cannot be read: " + e.getMessage() + ")");
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    if (lines.size() > LINES) {
      lines.remove();
    }
  }

  /** All that was kept, without glog's dates. */
  synchronized String all() {
    return String.join("\n", lines.stream().map(LastWords::bare).toList());
  }

  /** The lines that say what went wrong; failing those, the last ones. */
  synchronized String problem() {
    List<String> before = lines.stream().takeWhile(line -> !line.startsWith(STACK_TRACE)).toList();
    List<String> problems =
        before.stream().filter(line -> PROBLEM.matcher(line).matches()).toList();
    List<String> last = before.subList(Math.max(0, before.size() - FALLBACK_LINES), before.size());
    List<String> chosen = problems.isEmpty() ? last : problems;
    return String.join(" / ", chosen.stream().map(LastWords::bare).toList());
  }

  private static String bare(String line) {
    return PREFIX.matcher(line).replaceFirst("").strip();
  }
}
