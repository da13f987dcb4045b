package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.tools.data.LabelledImage;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.preprocess.UnreadableImageException;
import org.dyvedeep.tools.report.Accuracy;
import org.dyvedeep.tools.report.Progress;
import org.dyvedeep.tools.report.Quantiles;

/** One pass over labelled images, in batches: counts hits and times each run. */
final class Evaluation {
  private static final int PREPARED_AHEAD = 16;

  private final Session session;
  private final ImagePipeline pipeline;
  private final String inputBlob;
  private final String scoresBlob;
  private final int classes;
  private final float[] input;
  private final float[] scores;
  private final int[] labels;
  private final Accuracy accuracy = new Accuracy();
  private final List<String> unreadable = new ArrayList<>();
  private double[] millis = new double[1024];
  private int runs;

  Evaluation(LoadedModel model, Session session, ImagePipeline pipeline) throws IOException {
    this.session = session;
    this.pipeline = pipeline;
    this.inputBlob = model.input().name();
    this.scoresBlob = model.scoresBlob();
    this.classes = model.classes();
    this.labels = new int[model.input().shape().dim(0)];
    this.input = new float[model.input().shape().size()];
    this.scores = new float[labels.length * classes];
  }

  /**
   * Runs all images; the last batch may be filled up with earlier images, which do not count.
   *
   * @param journal knows what was run before, and learns what is run; empty for none
   * @param skip whether images that cannot be read are left out, rather than the end
   */
  void run(
      LabelledImages images,
      Optional<EvalJournal> journal,
      boolean skip,
      LongFunction<Progress> progress)
      throws IOException {
    List<EvalJournal.Line> known = journal.map(EvalJournal::known).orElse(List.of());
    known.forEach(this::count);
    LabelledImages left = images.after(known.size());
    int length = input.length / labels.length;
    List<EvalJournal.Line> batch = new ArrayList<>();
    try (Prefetcher prefetcher = new Prefetcher(left, pipeline::preprocessor, 1, PREPARED_AHEAD);
        Progress bar = progress.apply(images.size().orElse(-1))) {
      int filled = 0;
      boolean more = true;
      while (more) {
        try {
          Prefetcher.Prepared prepared = prefetcher.next();
          more = prepared != null;
          if (more) {
            System.arraycopy(prepared.pixels(), 0, input, filled * length, length);
            labels[filled++] = label(prepared.image(), classes);
            batch.add(null);
          }
        } catch (UnreadableImageException e) {
          if (!skip) {
            throw e;
          }
          batch.add(new EvalJournal.Line(false, false, 0, e.getMessage()));
        }
        if (filled == labels.length || (!more && !batch.isEmpty())) {
          finish(batch, filled, journal);
          bar.done(accuracy.images());
          filled = 0;
        }
      }
    }
    if (accuracy.images() == 0) {
      throw new IOException("there are no images in " + images.layout());
    }
  }

  /** An image's label, which has to be one of the classes. */
  static int label(LabelledImage image, int classes) {
    if (image.label() < 0 || image.label() >= classes) {
      throw new UsageException(
          "%s: label %d is not one of the network's %d classes (0 to %d); give --data of the network's task"
              .formatted(image.name(), image.label(), classes, classes - 1));
    }
    return image.label();
  }

  /** Runs a batch; its lines are null for images that run, in their order. */
  private void finish(List<EvalJournal.Line> batch, int filled, Optional<EvalJournal> journal)
      throws IOException {
    double time = filled > 0 ? runBatch() : 0;
    List<EvalJournal.Line> lines = new ArrayList<>();
    int item = 0;
    for (EvalJournal.Line line : batch) {
      lines.add(line == null ? line(item++, time) : line);
    }
    batch.clear();
    lines.forEach(this::count);
    if (journal.isPresent()) {
      journal.get().add(lines);
    }
  }

  private double runBatch() {
    session.write(inputBlob, input, 0);
    long start = System.nanoTime();
    session.run();
    double time = (System.nanoTime() - start) / 1e6 / labels.length;
    session.read(scoresBlob, scores, 0);
    return time;
  }

  private EvalJournal.Line line(int item, double time) {
    Accuracy one = new Accuracy();
    one.add(scores, item * classes, classes, labels[item]);
    return new EvalJournal.Line(one.top1Hits() > 0, one.top5Hits() > 0, time, null);
  }

  private void count(EvalJournal.Line line) {
    if (line.unreadable() != null) {
      unreadable.add(line.unreadable());
      return;
    }
    accuracy.add(line.top1(), line.top5());
    record(line.ms());
  }

  private void record(double time) {
    if (runs == millis.length) {
      millis = Arrays.copyOf(millis, 2 * runs);
    }
    millis[runs++] = time;
  }

  /** Images that were left out, and why. */
  List<String> unreadable() {
    return unreadable;
  }

  Accuracy accuracy() {
    return accuracy;
  }

  /** Milliseconds an image. */
  Quantiles millis() {
    return Quantiles.of(Arrays.copyOf(millis, runs));
  }
}
