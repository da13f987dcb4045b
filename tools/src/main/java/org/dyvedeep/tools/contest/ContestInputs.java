package org.dyvedeep.tools.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.data.Prefetcher;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.parity.SeededInputs;

/**
 * What is run when times are taken. What dynamic effort saves depends on the input: only pictures
 * tell what it saves on pictures.
 *
 * @param name what they are, for reports
 * @param sets values by blob; runs take these in turn
 */
public record ContestInputs(String name, List<Map<String, float[]>> sets) {
  private static final int PREPARED_AHEAD = 4;

  /** One input made from a seed. */
  public static ContestInputs made(Graph graph, long seed) {
    return new ContestInputs(
        "input made from seed " + seed, List.of(new SeededInputs(graph, seed).next()));
  }

  /**
   * Pictures, spread over the data set, as batches of the network's size. Those that cannot be read
   * are left out; the name says how many.
   *
   * @param pipeline how they are prepared
   * @param source what reports call the data
   * @param count how many inputs; fewer if there are not so many pictures
   * @param seed for inputs besides the one that takes pictures
   * @throws IOException if pictures cannot be read, or too few for one batch
   */
  public static ContestInputs pictures(
      LoadedModel model,
      ImagePipeline pipeline,
      LabelledImages images,
      String source,
      int count,
      long seed)
      throws IOException {
    int batch = model.input().shape().dim(0);
    List<Map<String, float[]>> sets = new ArrayList<>();
    LabelledImages sample = images.sample((long) count * batch);
    List<String> leftOut = new ArrayList<>();
    try (Prefetcher prefetcher =
        new Prefetcher(sample, pipeline::preprocessor, 1, PREPARED_AHEAD)) {
      for (int i = 0; i < count; i++) {
        Optional<float[]> values = batch(prefetcher, model.input().shape().size(), batch, leftOut);
        if (values.isEmpty()) {
          break;
        }
        Map<String, float[]> inputs =
            new LinkedHashMap<>(new SeededInputs(model.imported().graph(), seed).next());
        inputs.put(model.input().name(), values.get());
        sets.add(inputs);
      }
    }
    if (sets.isEmpty()) {
      throw new IOException("%s has fewer than %d images".formatted(images.layout(), batch));
    }
    String less =
        leftOut.isEmpty() ? "" : ", without %d that cannot be read".formatted(leftOut.size());
    return new ContestInputs(
        "%d images of %s%s".formatted(sets.size() * batch, source, less), sets);
  }

  private static Optional<float[]> batch(
      Prefetcher prefetcher, int size, int batch, List<String> leftOut) throws IOException {
    float[] values = new float[size];
    int length = size / batch;
    for (int item = 0; item < batch; item++) {
      Prefetcher.Prepared next = prefetcher.nextReadable(e -> leftOut.add(e.getMessage()));
      if (next == null) {
        return Optional.empty();
      }
      System.arraycopy(next.pixels(), 0, values, item * length, length);
    }
    return Optional.of(values);
  }
}
