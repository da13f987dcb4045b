package org.dyvedeep.tools.contest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.worker.Worker;

/** A contestant whose process runs, with the times that it has made. */
final class Contender {
  private static final int MOST_RUNS = 100_000;

  private final Entry entry;
  private final Worker worker;
  private final List<double[]> rounds = new ArrayList<>();
  private final List<long[]> passes = new ArrayList<>();
  private List<Worker.Layer> layers = List.of();
  private int runsOfRound = 1;
  private int split;

  Contender(Entry entry, Worker worker) {
    this.entry = entry;
    this.worker = worker;
  }

  Entry entry() {
    return entry;
  }

  Worker worker() {
    return worker;
  }

  /**
   * Runs until warm; from the last runs, the size of a round follows, in which each input has the
   * same share.
   */
  void warmUp(List<Map<String, float[]>> inputs, ContestSettings settings) throws IOException {
    worker.writeInputs(inputs);
    long round = settings.round().toNanos();
    Warmth warmth = new Warmth(settings.warmUpRuns(), settings.warmUp());
    int next = 1;
    while (!warmth.reached()) {
      long[] nanos = worker.time(next);
      Arrays.stream(nanos).forEach(warmth::add);
      double median = Quantiles.of(Arrays.stream(nanos).asDoubleStream().toArray()).median();
      int wanted = (int) Math.max(1, Math.min(MOST_RUNS, round / Math.max(1, median)));
      runsOfRound = (wanted + inputs.size() - 1) / inputs.size() * inputs.size();
      next = Math.max(1, Math.min(runsOfRound, 2 * next));
    }
  }

  private void write(Map<String, float[]> inputs) throws IOException {
    for (Map.Entry<String, float[]> input : inputs.entrySet()) {
      worker.write(input.getKey(), input.getValue());
    }
  }

  /** Times one round. Its first run does not count: it finds the caches filled by others. */
  void round() throws IOException {
    long[] nanos = worker.time(runsOfRound + 1);
    rounds.add(Arrays.stream(nanos).skip(1).mapToDouble(n -> n / 1e6).toArray());
  }

  /** Times each layer once on the next input, after a run that does not count. */
  void split(List<Map<String, float[]>> inputs) throws IOException {
    if (layers.isEmpty()) {
      layers = worker.layers();
    }
    write(inputs.get(split++ % inputs.size()));
    worker.forward();
    passes.add(worker.timeLayers());
  }

  /** What has been measured, and the scores of a run on each input. */
  Standing standing(List<Map<String, float[]>> inputs, String scores) throws IOException {
    List<float[]> all = new ArrayList<>();
    for (Map<String, float[]> input : inputs) {
      write(input);
      worker.forward();
      all.add(worker.read(scores));
    }
    return new Standing(
        entry.name(), rounds, worker.peakMegabytes(), concatenated(all), layerTimes());
  }

  private static float[] concatenated(List<float[]> parts) {
    float[] whole = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  private List<LayerTime> layerTimes() {
    List<LayerTime> times = new ArrayList<>();
    for (int i = 0; i < layers.size() && !passes.isEmpty(); i++) {
      int layer = i;
      double[] millis = passes.stream().mapToDouble(pass -> pass[layer] / 1e6).toArray();
      Worker.Layer which = layers.get(i);
      times.add(new LayerTime(which.name(), which.type(), Quantiles.of(millis).median()));
    }
    return times;
  }
}
