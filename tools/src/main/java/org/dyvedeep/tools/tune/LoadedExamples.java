package org.dyvedeep.tools.tune;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.dyvedeep.knobs.tune.Examples;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.preprocess.UnreadableImageException;

/** Reads labelled pictures into memory as a network takes them. */
public final class LoadedExamples {
  private static final int PREPARED_AHEAD = 16;

  private LoadedExamples() {}

  /**
   * Reads all pictures of a source.
   *
   * @param classes how many classes the network tells apart
   * @param unreadable is told of pictures that cannot be read, which are left out; empty to end at
   *     the first
   * @param progress told how many were read
   * @throws IOException if they cannot be read, there are none, or a label is not one of the
   *     classes
   */
  public static Examples read(
      LabelledImages images,
      ImagePipeline pipeline,
      int classes,
      Optional<Consumer<UnreadableImageException>> unreadable,
      LongConsumer progress)
      throws IOException {
    List<float[]> inputs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    try (Prefetcher prefetcher =
        new Prefetcher(images, pipeline::preprocessor, 1, PREPARED_AHEAD)) {
      for (var next = next(prefetcher, unreadable);
          next != null;
          next = next(prefetcher, unreadable)) {
        int label = next.image().label();
        if (label < 0 || label >= classes) {
          throw new IOException(
              "%s: label %d is not one of the network's %d classes (0 to %d); give --data of the network's task"
                  .formatted(next.image().name(), label, classes, classes - 1));
        }
        inputs.add(next.pixels().clone());
        labels.add(label);
        progress.accept(inputs.size());
      }
    }
    if (inputs.isEmpty()) {
      throw new IOException("there are no images in " + images.layout());
    }
    return new Examples(inputs, labels);
  }

  private static Prefetcher.Prepared next(
      Prefetcher prefetcher, Optional<Consumer<UnreadableImageException>> unreadable)
      throws IOException {
    return unreadable.isPresent() ? prefetcher.nextReadable(unreadable.get()) : prefetcher.next();
  }
}
