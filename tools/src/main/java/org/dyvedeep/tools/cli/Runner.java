package org.dyvedeep.tools.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.kernel.blas.Blas;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.run.StepListener;
import org.dyvedeep.tools.contest.Warmth;
import org.dyvedeep.tools.report.Quantiles;

/** One contestant of a timing: a compiled model with made input. */
final class Runner implements AutoCloseable {
  private static final Duration LEAST_WARM_UP = Duration.ofSeconds(2);

  private final String name;
  private final Model model;
  private final List<Map<String, float[]>> inputs;
  private Session session;
  private int next;
  private double[] millis = new double[64];
  private int runs;
  private double compileMillis;
  private double firstMillis;

  /**
   * Compiles a graph for one back end; the time this takes is kept.
   *
   * @param inputs what runs take in turn
   */
  static Runner compile(
      Supplier<Graph> graph, ModelOptions options, List<Map<String, float[]>> inputs) {
    long start = System.nanoTime();
    Model model = Model.compile(graph, options);
    double millis = (System.nanoTime() - start) / 1e6;
    Runner runner = new Runner(options.backend().name(), model, inputs);
    runner.compileMillis = millis;
    return runner;
  }

  /** Takes over the model, which is closed with the runner. */
  private Runner(String name, Model model, List<Map<String, float[]>> inputs) {
    this.name = name;
    this.model = model;
    this.inputs = inputs;
  }

  /** Writes the next input. */
  private void write() {
    inputs.get(next++ % inputs.size()).forEach((blob, values) -> session.write(blob, values, 0));
  }

  /**
   * Opens a session, whose memory may take the place of weights that were packed, and runs at least
   * so often, for two seconds, and until times are steady; the first run, before any compiling, is
   * timed.
   */
  void warmUp(int least) {
    session = model.open();
    write();
    long start = System.nanoTime();
    session.run();
    long first = System.nanoTime() - start;
    firstMillis = first / 1e6;
    Warmth warmth = new Warmth(least, LEAST_WARM_UP);
    warmth.add(first);
    while (!warmth.reached()) {
      warmth.add(nanosOfRun());
    }
  }

  private long nanosOfRun() {
    write();
    long start = System.nanoTime();
    session.run();
    return System.nanoTime() - start;
  }

  void timeOnce() {
    long nanos = nanosOfRun();
    if (runs == millis.length) {
      millis = Arrays.copyOf(millis, 2 * runs);
    }
    millis[runs++] = nanos / 1e6;
  }

  void run(StepListener listener) {
    write();
    session.run(listener);
  }

  /** The steps of a run, and what they decided in the last one. */
  List<StepInfo> steps() {
    return session.steps();
  }

  /** What computes: OpenBLAS's kernel for this processor, or Java. */
  String library() {
    return name.equals("caffe-mirror") ? "OpenBLAS " + Blas.coreName() : "Java";
  }

  Model model() {
    return model;
  }

  String name() {
    return name;
  }

  /** Milliseconds that choosing kernels and packing weights took. */
  double compileMillis() {
    return compileMillis;
  }

  /** Milliseconds of the very first run. */
  double firstMillis() {
    return firstMillis;
  }

  /** Milliseconds a run. */
  Quantiles millis() {
    return Quantiles.of(Arrays.copyOf(millis, runs));
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    model.close();
  }
}
