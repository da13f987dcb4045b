package org.dyvedeep.knobs.count;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Sums up what layers spend, over all images and all sessions of the models that were compiled with
 * it. Safe for many threads: a session counts for itself and reports after each run of a layer.
 *
 * <p>For the operations of a single image, {@link #reset} before and ask after its run.
 */
public final class EffortMeter {
  private final Map<String, Entry> layers = new LinkedHashMap<>();
  private final BiConsumer<String, LayerCounts> listener;

  private record Entry(int height, int width, LayerTally tally) {}

  /** Sums up, and tells nobody before it is asked. */
  public EffortMeter() {
    this((layer, counts) -> {});
  }

  /**
   * Sums up.
   *
   * @param listener told what each run of a layer spent, with the layer's name, in the thread that
   *     ran it, so that images that run at the same time can be told apart
   */
  public EffortMeter(BiConsumer<String, LayerCounts> listener) {
    this.listener = listener;
  }

  /**
   * Announces a layer, so that it is listed before it runs, in the order of the network.
   *
   * @param height rows of its output maps; 1 for fully-connected layers
   * @param width columns of its output maps; 1 for fully-connected layers
   * @throws IllegalArgumentException if a layer of that name but another size is counted already
   */
  public synchronized void announce(String layer, int outputs, int height, int width) {
    Entry entry =
        layers.computeIfAbsent(
            layer, name -> new Entry(height, width, new LayerTally(outputs, height * width)));
    if (entry.height != height || entry.width != width || entry.tally.outputs() != outputs) {
      throw new IllegalArgumentException(
          "layer "
              + layer
              + " is counted already with outputs of "
              + entry.tally.outputs()
              + "x"
              + entry.height
              + "x"
              + entry.width
              + ", now has "
              + outputs
              + "x"
              + height
              + "x"
              + width
              + "; take a meter for each model");
    }
  }

  /**
   * Takes over what a session has counted for an announced layer; the tally starts at nothing
   * again.
   */
  public synchronized void add(String layer, LayerTally tally) {
    listener.accept(layer, tally.counts());
    layers.get(layer).tally.take(tally);
  }

  /** What each layer spent since the last reset, in the order of the network. */
  public synchronized Map<String, LayerCounts> counts() {
    Map<String, LayerCounts> counts = new LinkedHashMap<>();
    layers.forEach((layer, entry) -> counts.put(layer, entry.tally.counts()));
    return counts;
  }

  /** What all layers spent since the last reset. */
  public LayerCounts total() {
    return counts().values().stream().reduce(LayerCounts.NONE, LayerCounts::plus);
  }

  /**
   * Where a layer spent it.
   *
   * @throws IllegalArgumentException if no such layer is counted; the message lists those that are
   */
  public synchronized EffortMap map(String layer) {
    Entry entry = layers.get(layer);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no layer " + layer + " is counted; there are " + String.join(", ", layers.keySet()));
    }
    return new EffortMap(
        entry.height, entry.width, entry.tally.byOutput(), entry.tally.byPosition());
  }

  /** Starts at nothing again. The layers stay. */
  public synchronized void reset() {
    layers.values().forEach(entry -> entry.tally.clear());
  }
}
