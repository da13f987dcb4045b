package org.dyvedeep.knobs.bound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.plan.CostModel;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.run.EffortGraph;

/**
 * Runs a dense network on pictures and finds, for its convolutions with a plain ReLU behind them,
 * what skipping zero outputs could save at most.
 *
 * <pre>{@code
 * try (SkippingBounds bounds = new SkippingBounds(graph, "data", layers, 1)) {
 *   some.forEach(bounds::learn);
 *   bounds.learned();
 *   others.forEach(bounds::examine);
 *   List<LayerBounds> results = bounds.results(CostModel.defaults());
 * }
 * }</pre>
 *
 * <p>Kernels are chosen by the default costs, so that results are the same on all machines that
 * have vectors of one width. Memory does not grow with the number of pictures.
 */
public final class SkippingBounds implements AutoCloseable {
  /**
   * Stretches of 16 positions of a row that features are ordered by, and predictors tried at, for
   * each picture and layer.
   */
  public static final int STRETCHES = 16;

  /** Positions that an order of features is found on at most. */
  public static final int ORDERING_POSITIONS = PositiveSets.MOST_POSITIONS;

  private final String input;
  private final Map<RectifiedLayer, LayerProbe> probes = new LinkedHashMap<>();
  private final Model model;
  private final Session session;
  private int pictures;
  private boolean learned;

  /**
   * Compiles a network.
   *
   * @param graph the network at batch 1
   * @param input the blob that pictures go to
   * @param layers names of the layers to look at, of {@link #layers}
   * @param seed decides which positions are sampled
   */
  public SkippingBounds(Graph graph, String input, Set<String> layers, long seed) {
    Graph fused = EffortGraph.of(graph);
    for (RectifiedLayer layer : RectifiedLayer.of(fused)) {
      if (layers.contains(layer.name())) {
        probes.put(layer, new LayerProbe(layer, STRETCHES, seed));
      }
    }
    this.input = input;
    this.model = Model.compile(readable(fused), ModelOptions.defaults().keepingAll());
    this.session = model.open();
  }

  /** The convolutions of a network that a plain ReLU follows, by name, in the network's order. */
  public static Set<String> layers(Graph graph) {
    Set<String> names = new LinkedHashSet<>();
    RectifiedLayer.of(EffortGraph.of(graph)).forEach(layer -> names.add(layer.name()));
    return names;
  }

  /**
   * A graph whose only blobs are what the layers read and write. Some values have no blob: those
   * between a ReLU and the max pooling that it was moved in front of.
   */
  private Graph readable(Graph fused) {
    Map<String, Value> blobs = new LinkedHashMap<>();
    for (RectifiedLayer layer : probes.keySet()) {
      blobs.put(read(layer), layer.node().inputs().get(0));
      blobs.put(written(layer), layer.node().outputs().get(0));
    }
    return new Graph(fused.name(), fused.inputs(), fused.nodes(), fused.outputs(), blobs);
  }

  private static String read(RectifiedLayer layer) {
    return layer.name() + " reads";
  }

  private static String written(RectifiedLayer layer) {
    return layer.name() + " writes";
  }

  /**
   * Learns from a picture which features are positive together, and how large inputs are.
   *
   * @throws IllegalStateException if learning has ended
   */
  public void learn(float[] picture) {
    require(!learned, "learning has ended");
    pictures++;
    run(picture, LayerProbe::learn);
  }

  /**
   * Ends learning.
   *
   * @throws IllegalStateException if there was no picture to learn from
   */
  public void learned() {
    require(pictures > 0, "there was no picture to learn from");
    learned = true;
    probes.values().forEach(LayerProbe::learned);
  }

  /**
   * Tries what was learned on another picture.
   *
   * @throws IllegalStateException if learning has not ended
   */
  public void examine(float[] picture) {
    require(learned, "learning has not ended");
    run(picture, LayerProbe::examine);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalStateException(problem);
    }
  }

  /** What is done with a layer's input and output. */
  @FunctionalInterface
  private interface Look {
    void at(LayerProbe probe, float[] input, float[] output);
  }

  private void run(float[] picture, Look look) {
    session.write(input, picture, 0);
    session.run();
    probes.forEach(
        (layer, probe) -> look.at(probe, session.read(read(layer)), session.read(written(layer))));
  }

  /**
   * What was found of each layer, in the network's order.
   *
   * @param costs what kernels cost on this machine
   * @throws IllegalStateException if learning has not ended
   */
  public List<LayerBounds> results(CostModel costs) {
    require(learned, "learning has not ended");
    List<LayerBounds> results = new ArrayList<>();
    probes.values().forEach(probe -> results.add(probe.result(costs)));
    return results;
  }

  @Override
  public void close() {
    session.close();
    model.close();
  }
}
