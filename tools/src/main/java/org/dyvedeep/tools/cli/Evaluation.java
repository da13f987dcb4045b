package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.tools.data.LabelledImage;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.preprocess.UnreadableImageException;
import org.dyvedeep.tools.report.Accuracy;
import org.dyvedeep.tools.report.Hit;
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
  private final List<Line> batch = new ArrayList<>();
  private int filled;

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
   * What is known of one image.
   *
   * @param hit whether the network was right; null for an image that could not be run
   * @param ms of its run
   * @param unreadable why it could not be run; null if it could
   */
  record Line(String name, Hit hit, double ms, String unreadable) implements EvalJournal.Line {}

  /**
   * Runs all images; the last batch may be filled up with earlier images, which do not count.
   *
   * @param journal learns what is run; its images, which were counted, are not run again
   * @param skip whether images that cannot be read are left out, rather than the end
   */
  void run(
      LabelledImages images,
      EvalJournal<Line> journal,
      boolean skip,
      LongFunction<Progress> progress)
      throws IOException {
    LabelledImages left = images.after(journal.known());
    try (Prefetcher prefetcher = new Prefetcher(left, pipeline::preprocessor, 1, PREPARED_AHEAD);
        Progress bar = progress.apply(images.size().orElse(-1))) {
      bar.begin(seen());
      for (Prefetcher.Prepared next = prefetcher.take(); next != null; next = prefetcher.take()) {
        if (next.problem().isPresent()) {
          leaveOut(next.image(), next.problem().get(), skip);
        } else {
          fill(next);
        }
        if (filled == labels.length) {
          finish(journal);
          bar.done(seen());
        }
      }
      finish(journal);
    }
    if (accuracy.images() == 0) {
      throw new IOException("there are no images in " + images.layout());
    }
  }

  private long seen() {
    return accuracy.images() + unreadable.size();
  }

  private void leaveOut(LabelledImage image, UnreadableImageException why, boolean skip)
      throws UnreadableImageException {
    if (!skip) {
      throw why;
    }
    batch.add(new Line(image.name(), null, 0, why.getMessage()));
  }

  private void fill(Prefetcher.Prepared next) {
    int length = input.length / labels.length;
    System.arraycopy(next.pixels(), 0, input, filled * length, length);
    labels[filled++] = label(next.image(), classes);
    batch.add(new Line(next.image().name(), null, 0, null));
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

  /** Runs a batch, and fills in what came of its images. */
  private void finish(EvalJournal<Line> journal) throws IOException {
    double time = filled > 0 ? runBatch() : 0;
    List<Line> lines = new ArrayList<>();
    int item = 0;
    for (Line line : batch) {
      lines.add(line.unreadable() == null ? line(line.name(), item++, time) : line);
    }
    batch.clear();
    filled = 0;
    lines.forEach(this::count);
    journal.add(lines);
  }

  private double runBatch() {
    session.write(inputBlob, input, 0);
    long start = System.nanoTime();
    session.run();
    double time = (System.nanoTime() - start) / 1e6 / labels.length;
    session.read(scoresBlob, scores, 0);
    return time;
  }

  private Line line(String name, int item, double time) {
    return new Line(name, Hit.of(scores, item * classes, classes, labels[item]), time, null);
  }

  /** Counts an image, run now or before. */
  void count(Line line) {
    if (line.unreadable() != null) {
      unreadable.add(line.unreadable());
      return;
    }
    accuracy.add(line.hit().best(), line.hit().amongFive());
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
