package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.tools.data.LabelledImage;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
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

  /** Runs all images; the last batch may be filled up with earlier images, which do not count. */
  void run(LabelledImages images, LongFunction<Progress> progress) throws IOException {
    int length = input.length / labels.length;
    try (Prefetcher prefetcher = new Prefetcher(images, pipeline::preprocessor, 1, PREPARED_AHEAD);
        Progress bar = progress.apply(images.size().orElse(-1))) {
      int filled = 0;
      for (var prepared = prefetcher.next(); prepared != null; prepared = prefetcher.next()) {
        System.arraycopy(prepared.pixels(), 0, input, filled * length, length);
        labels[filled++] = label(prepared.image(), classes);
        if (filled == labels.length) {
          runBatch(filled);
          bar.done(accuracy.images());
          filled = 0;
        }
      }
      if (filled > 0) {
        runBatch(filled);
        bar.done(accuracy.images());
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

  private void runBatch(int filled) {
    session.write(inputBlob, input, 0);
    long start = System.nanoTime();
    session.run();
    record((System.nanoTime() - start) / 1e6 / labels.length);
    session.read(scoresBlob, scores, 0);
    for (int i = 0; i < filled; i++) {
      accuracy.add(scores, i * classes, classes, labels[i]);
    }
  }

  private void record(double time) {
    if (runs == millis.length) {
      millis = Arrays.copyOf(millis, 2 * runs);
    }
    millis[runs++] = time;
  }

  Accuracy accuracy() {
    return accuracy;
  }

  /** Milliseconds an image. */
  Quantiles millis() {
    return Quantiles.of(Arrays.copyOf(millis, runs));
  }
}
