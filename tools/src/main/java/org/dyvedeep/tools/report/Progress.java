package org.dyvedeep.tools.report;

import java.io.Console;
import java.io.PrintWriter;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far long work has come: a bar where a person watches, else a line now and then. */
public final class Progress implements AutoCloseable {
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

  private final LongConsumer start;
  private final LongConsumer show;
  private final Runnable end;

  private Progress(LongConsumer start, LongConsumer show, Runnable end) {
    this.start = start;
    this.show = show;
    this.end = end;
  }

  /** Shows nothing. */
  public static Progress silent() {
    return new Progress(known -> {}, done -> {}, () -> {});
  }

  /**
   * Shows progress on standard error if a person watches, and as lines on a writer otherwise.
   *
   * @param task what is being done
   * @param unit what is counted
   * @param total how many there are, or -1 if unknown
   */
  public static Progress on(PrintWriter err, String task, String unit, long total) {
    return watched() ? bar(task, unit, total) : lines(err, task, unit, total);
  }

  private static Progress bar(String task, String unit, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(System.err))
            .build();
    return new Progress(bar::stepTo, bar::stepTo, bar::close);
  }

  private static Progress lines(PrintWriter err, String task, String unit, long total) {
    long start = System.nanoTime();
    long[] last = {start};
    long[] before = {0};
    LongConsumer show =
        done -> {
          long now = System.nanoTime();
          if (now - last[0] >= NANOS_BETWEEN_LINES) {
            last[0] = now;
            String all = total < 0 ? "" : " of " + total;
            String left = left(now - start, done - before[0], total - before[0]);
            err.println(task + ": " + done + all + " " + unit + left);
            err.flush();
          }
        };
    return new Progress(known -> before[0] = known, show, () -> {});
  }

  /** The time that is left if all goes on as it began. */
  private static String left(long nanos, long done, long total) {
    if (done < 1 || total < done) {
      return "";
    }
    long seconds = Math.round(nanos / 1e9 * (total - done) / done);
    return ", about %d:%02d min left".formatted(seconds / 60, seconds % 60);
  }

  // From JDK 22 on there is a console even when nothing is a terminal: that is asked apart.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean watched() {
    Console console = System.console();
    return console != null
        && System.getenv("CI") == null
        && System.getenv("TERM") != null
        && (Runtime.version().feature() < 22 || isTerminal(console));
  }

  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Says how much was done before: it took no time now. */
  public void begin(long known) {
    start.accept(known);
  }

  /** Says how much is done. */
  public void done(long count) {
    show.accept(count);
  }

  @Override
  public void close() {
    end.run();
  }
}
