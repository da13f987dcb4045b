package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.reproduce.ByImage;

/**
 * One pass over labelled images in which each goes through the dense and through the dynamic
 * network. Each thread has sessions and images of its own, so results do not depend on their
 * number.
 */
final class EffortEvaluation implements AutoCloseable {
  private static final int PREPARED_AHEAD = 16;

  private final LoadedModel loaded;
  private final ImagePipeline pipeline;
  private final Model dense;
  private final Model dynamic;
  private final ThreadLocal<long[]> spending = ThreadLocal.withInitial(() -> new long[2]);
  private final EffortMeter meter = new EffortMeter(this::spend);
  private final List<ByImage.Image> efforts = new ArrayList<>();
  private final PairedAccuracy accuracy = new PairedAccuracy();
  private final List<Double> denseMillis = new ArrayList<>();
  private final List<Double> millis = new ArrayList<>();
  private boolean failed;

  /**
   * Compiles both networks.
   *
   * @param options those of the dense network; one run has one thread
   * @param fast whether the dynamic network is run by fast kernels, which do not count
   */
  EffortEvaluation(
      LoadedModel loaded,
      ImagePipeline pipeline,
      ModelOptions options,
      EffortPlan plan,
      boolean fast)
      throws IOException {
    this.loaded = loaded;
    this.pipeline = pipeline;
    this.dense = Model.compile(loaded.imported().graph(), options.keep(loaded.scoresBlob()));
    this.dynamic =
        fast
            ? EffortModels.fast(loaded, plan.layers(), options)
            : EffortModels.counting(loaded, plan.layers(), Optional.of(meter));
  }

  /** Operations spent on the image that this thread runs, and its dense ones. */
  private void spend(LayerCounts counts) {
    spending.get()[0] += counts.spent() + counts.totalOverhead();
    spending.get()[1] += counts.dense();
  }

  /** Runs all images, so many at the same time. */
  void run(LabelledImages images, int threads, LongFunction<Progress> progress) throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (Prefetcher prefetcher = new Prefetcher(images, pipeline::preprocessor, 1, PREPARED_AHEAD);
        Progress bar = progress.apply(images.size().orElse(-1))) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Worker worker = new Worker(prefetcher, bar);
        done.add(workers.submit(worker::run));
      }
      for (Future<?> each : done) {
        await(each);
      }
    } finally {
      workers.shutdownNow();
    }
    if (accuracy.dense().images() == 0) {
      throw new IOException("there are no images in " + images.layout());
    }
  }

  private static void await(Future<?> worker) throws IOException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while images were run", e);
    }
  }

  /** What one thread does with images of its own. */
  private final class Worker {
    private final Prefetcher prefetcher;
    private final Progress bar;
    private final float[] input;
    private int label;
    private String name;

    Worker(Prefetcher prefetcher, Progress bar) throws IOException {
      this.prefetcher = prefetcher;
      this.bar = bar;
      this.input = new float[loaded.input().shape().size()];
    }

    /** The result is nobody's: a task that has one may throw what it likes. */
    Boolean run() throws IOException {
      boolean complete = false;
      try (Session denseSession = dense.open();
          Session dynamicSession = dynamic.open()) {
        while (take()) {
          long begin = System.nanoTime();
          float[] denseScores = scores(denseSession);
          long between = System.nanoTime();
          float[] dynamicScores = scores(dynamicSession);
          long end = System.nanoTime();
          count(denseScores, dynamicScores, (between - begin) / 1e6, (end - between) / 1e6);
        }
        complete = true;
      } finally {
        finish(complete);
      }
      return complete;
    }

    /** Takes the next image, unless there is none or another thread has failed. */
    private boolean take() throws IOException {
      synchronized (EffortEvaluation.this) {
        Prefetcher.Prepared next = failed ? null : prefetcher.next();
        if (next == null) {
          return false;
        }
        label = Evaluation.label(next.image(), loaded.classes());
        name = next.image().name();
        System.arraycopy(next.pixels(), 0, input, 0, input.length);
        return true;
      }
    }

    private float[] scores(Session session) throws IOException {
      session.write(loaded.input().name(), input, 0);
      session.run();
      return session.read(loaded.scoresBlob());
    }

    private void count(float[] denseScores, float[] dynamicScores, double denseTime, double time) {
      synchronized (EffortEvaluation.this) {
        accuracy.add(denseScores, dynamicScores, label);
        long[] operations = spending.get();
        if (operations[1] > 0) {
          efforts.add(new ByImage.Image(name, label, 100.0 * operations[0] / operations[1]));
        }
        Arrays.fill(operations, 0);
        denseMillis.add(denseTime);
        millis.add(time);
        bar.done(millis.size());
      }
    }

    private void finish(boolean complete) {
      synchronized (EffortEvaluation.this) {
        failed |= !complete;
      }
    }
  }

  /** What runs each layer of the dynamic network. */
  Map<String, String> operators() {
    return EffortModels.operators(dynamic);
  }

  PairedAccuracy accuracy() {
    return accuracy;
  }

  /** Operations, summed up over all images. */
  EffortMeter meter() {
    return meter;
  }

  /** What each image took, in no order; nothing where fast kernels ran, which do not count. */
  List<ByImage.Image> efforts() {
    return efforts;
  }

  /** Milliseconds an image took in the dynamic network. */
  Quantiles millis() {
    return quantiles(millis);
  }

  /** Milliseconds an image took in the dense network. */
  Quantiles denseMillis() {
    return quantiles(denseMillis);
  }

  private static Quantiles quantiles(List<Double> times) {
    return Quantiles.of(times.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public void close() {
    dense.close();
    dynamic.close();
  }
}
