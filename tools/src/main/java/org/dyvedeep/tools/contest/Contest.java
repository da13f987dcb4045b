package org.dyvedeep.tools.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.dyvedeep.tools.worker.WorkerException;

/**
 * Times contestants in turn, round by round, so that their ratios hold on a machine whose speed
 * drifts. A contestant that cannot be had, or whose process ends, is missing from then on; the
 * others go on. For one thread at a time.
 */
public final class Contest implements AutoCloseable {
  private final ContestSettings settings;
  private final List<Map<String, float[]>> inputs;
  private final List<Contender> contenders = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private int settled;
  private int turn;

  /** What a contender does in its turn. */
  @FunctionalInterface
  private interface Turn {
    void take(Contender contender) throws IOException;
  }

  /**
   * A contest without contestants yet.
   *
   * @param inputs what each of them runs on in turn, by blob
   */
  public Contest(ContestSettings settings, List<Map<String, float[]>> inputs) {
    this.settings = settings;
    this.inputs = inputs;
  }

  /**
   * Starts contestants and warms them up, some at the same time: nothing is timed yet, and each
   * runs until its times are steady.
   *
   * @param together how many at the same time
   * @param entered learns how many are warm or missing, as that changes
   */
  public void enter(List<Entry> entries, int together, LongConsumer entered) {
    ExecutorService starters = Executors.newFixedThreadPool(together);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (Entry entry : entries) {
        tasks.add(
            () -> {
              enter(entry);
              entered(entered);
              return null;
            });
      }
      for (Future<Void> task : starters.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      // Who was being warmed up has ended its worker; requests to the others end theirs.
      Thread.currentThread().interrupt();
    } finally {
      starters.shutdownNow();
    }
    List<String> names = entries.stream().map(Entry::name).toList();
    contenders.sort(Comparator.comparingInt(c -> names.indexOf(c.entry().name())));
    missing.sort(Comparator.comparingInt(m -> names.indexOf(m.name())));
  }

  private synchronized void entered(LongConsumer learns) {
    learns.accept(++settled);
  }

  private void enter(Entry entry) {
    try {
      Contender contender = new Contender(entry, entry.starter().start());
      synchronized (this) {
        contenders.add(contender);
      }
      take(contender, c -> c.warmUp(inputs, settings));
    } catch (IOException e) {
      miss(entry.name(), e);
    }
  }

  private synchronized void miss(String name, IOException why) {
    missing.add(new Missing(name, why.getMessage()));
  }

  /** Has each contestant run for a while; another one begins in each round. */
  public void round() {
    everybody(Contender::round);
  }

  /** Has each contestant that can run layer by layer do so once. */
  public void splitByLayer() {
    everybody(
        contender -> {
          if (contender.entry().splits()) {
            contender.split(inputs);
          }
        });
  }

  private void everybody(Turn what) {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.rotate(order, -turn++);
    for (Contender contender : order) {
      pause();
      take(contender, what);
    }
  }

  private void pause() {
    try {
      Thread.sleep(settings.pause().toMillis());
    } catch (InterruptedException e) {
      // The next request to a worker sees the flag and ends that worker.
      Thread.currentThread().interrupt();
    }
  }

  private void take(Contender contender, Turn what) {
    try {
      what.take(contender);
    } catch (IOException e) {
      drop(contender, e);
    }
  }

  private void drop(Contender contender, IOException why) {
    miss(contender.entry().name(), why);
    synchronized (this) {
      contenders.remove(contender);
    }
    end(contender);
  }

  /**
   * What has been measured.
   *
   * @param scores the blob that all contestants have computed
   * @param ofOne its number of elements; who has another number is missing
   */
  public List<Standing> standings(String scores, int ofOne) {
    List<Standing> standings = new ArrayList<>();
    int size = ofOne * inputs.size();
    for (Contender contender : List.copyOf(contenders)) {
      take(contender, c -> standings.add(checked(c.standing(inputs, scores), size)));
    }
    return standings;
  }

  private static Standing checked(Standing standing, int size) throws WorkerException {
    if (standing.scores().length != size) {
      throw new WorkerException(
          standing.name() + " gives " + standing.scores().length + " scores, not " + size);
    }
    return standing;
  }

  /** Who is not among the standings, and why. */
  public List<Missing> missing() {
    return List.copyOf(missing);
  }

  @Override
  public void close() {
    contenders.forEach(Contest::end);
    contenders.clear();
  }

  private static void end(Contender contender) {
    try {
      contender.worker().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
