package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.tools.data.LabelledImage;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.EffortModels;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.report.Hit;
import org.dyvedeep.tools.report.Progress;

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
  private final ThreadLocal<Map<String, LayerCounts>> spending =
      ThreadLocal.withInitial(LinkedHashMap::new);
  private final EffortTotals totals = new EffortTotals();

  /** Images that are done, but come after one that is not: the journal has the data's order. */
  private final SortedMap<Long, EffortTotals.Line> early = new TreeMap<>();

  private long taken;
  private long kept;
  private boolean failed;

  /**
   * Compiles both networks.
   *
   * @param options those of the dense network; one run has one thread
   * @param fast whether the dynamic network is run by fast kernels, which do not count
   * @param orders in which this network's weights were sorted before
   */
  EffortEvaluation(
      LoadedModel loaded,
      ImagePipeline pipeline,
      ModelOptions options,
      EffortPlan plan,
      boolean fast,
      ProductOrders orders)
      throws IOException {
    this.loaded = loaded;
    this.pipeline = pipeline;
    this.dense = Model.compile(loaded.imported().graph(), options.keep(loaded.scoresBlob()));
    this.dynamic =
        fast
            ? EffortModels.fast(loaded, plan.layers(), options)
            : EffortModels.counting(
                loaded, plan.layers(), orders, Optional.of(new EffortMeter(this::spend)));
  }

  /** Keeps what a layer spent on the image that this thread runs. */
  private void spend(String layer, LayerCounts counts) {
    spending.get().merge(layer, counts, LayerCounts::plus);
  }

  /**
   * How images are run.
   *
   * @param threads images at the same time
   * @param journal learns what is run; its images, which were added to the totals, are not run
   *     again
   * @param skip whether images that cannot be read are left out, rather than the end
   */
  record Way(int threads, EvalJournal<EffortTotals.Line> journal, boolean skip) {}

  /** Runs all images. */
  void run(LabelledImages images, Way way, LongFunction<Progress> progress) throws IOException {
    LabelledImages left = images.after(way.journal().known());
    ExecutorService workers = Executors.newFixedThreadPool(way.threads());
    try (Prefetcher prefetcher = new Prefetcher(left, pipeline::preprocessor, 1, PREPARED_AHEAD);
        Progress bar = progress.apply(images.size().orElse(-1))) {
      bar.begin(totals.seen());
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < way.threads(); i++) {
        Worker worker = new Worker(prefetcher, way, bar);
        done.add(workers.submit(worker::run));
      }
      for (Future<?> each : done) {
        await(each);
      }
    } finally {
      workers.shutdownNow();
    }
    if (totals.accuracy().dense().images() == 0) {
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
    private final Way way;
    private final Progress bar;
    private final float[] input;
    private LabelledImage image;
    private long index;

    Worker(Prefetcher prefetcher, Way way, Progress bar) throws IOException {
      this.prefetcher = prefetcher;
      this.way = way;
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
          Hit ofDense = hit(denseSession);
          long between = System.nanoTime();
          Hit ofDynamic = hit(dynamicSession);
          long end = System.nanoTime();
          Map<String, LayerCounts> spent = new LinkedHashMap<>(spending.get());
          spending.get().clear();
          double denseMs = (between - begin) / 1e6;
          double ms = (end - between) / 1e6;
          count(
              index,
              new EffortTotals.Line(
                  image.name(), image.label(), ofDense, ofDynamic, denseMs, ms, spent, null));
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
        while (!failed) {
          Prefetcher.Prepared next = prefetcher.take();
          if (next == null) {
            return false;
          }
          image = next.image();
          index = taken++;
          if (next.problem().isEmpty()) {
            Evaluation.label(image, loaded.classes());
            System.arraycopy(next.pixels(), 0, input, 0, input.length);
            return true;
          }
          if (!way.skip()) {
            throw next.problem().get();
          }
          String why = next.problem().get().getMessage();
          count(index, EffortTotals.Line.leftOut(image.name(), why));
        }
        return false;
      }
    }

    private Hit hit(Session session) throws IOException {
      session.write(loaded.input().name(), input, 0);
      session.run();
      float[] scores = session.read(loaded.scoresBlob());
      return Hit.of(scores, 0, scores.length, image.label());
    }

    private void count(long at, EffortTotals.Line line) throws IOException {
      synchronized (EffortEvaluation.this) {
        totals.add(line);
        bar.done(totals.seen());
        early.put(at, line);
        List<EffortTotals.Line> lines = new ArrayList<>();
        while (early.containsKey(kept)) {
          lines.add(early.remove(kept++));
        }
        way.journal().add(lines);
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

  /** What came of the images; those that are known from before are added here. */
  EffortTotals totals() {
    return totals;
  }

  @Override
  public void close() {
    dense.close();
    dynamic.close();
  }
}
