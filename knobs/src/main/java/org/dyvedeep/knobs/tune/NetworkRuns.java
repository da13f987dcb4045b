package org.dyvedeep.knobs.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.knobs.fast.FastEffortProvider;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.knobs.run.ProductOrders;
import org.dyvedeep.knobs.setting.LayerEffort;

/** Runs a network on pictures, dense or with effort settings, by the operators that count. */
final class NetworkRuns {
  private static final int WARM_UP = 200;
  private static final int TIMED = 20;
  private static final int TIMED_PICTURES = 8;

  /** Pictures that operations are counted on while searching: a quarter, and no more than these. */
  private static final int MOST_COUNTED = 96;

  /** What is done with a session after each run. */
  @FunctionalInterface
  interface Visitor {
    void visit(int picture, Session session);
  }

  private final Network network;
  private final Workers workers;
  private final ProductOrders orders = new ProductOrders();
  private Map<String, Double> shares;

  NetworkRuns(Network network, Workers workers) {
    this.network = network;
    this.workers = workers;
    this.shares = network.shares();
  }

  /** Says what part of the objective each layer has; at first, that of its operations. */
  void setShares(Map<String, Double> ofLayers) {
    shares = Map.copyOf(ofLayers);
  }

  /** What part of the objective a layer has. */
  double share(String layer) {
    return shares.getOrDefault(layer, 0.0);
  }

  /** The class probabilities of the dense network, a row a picture. */
  float[][] dense(Examples examples) {
    float[][] rows = new float[examples.size()][];
    each(network.options(), examples, (i, session) -> rows[i] = probabilities(session));
    return rows;
  }

  /** Lets the dense network run on pictures one after the other and shows one of its blobs. */
  void forEachBlob(String blob, Examples examples, Consumer<float[]> visitor) {
    try (Model model = Model.compile(network.graph(), network.options().keep(blob));
        Session session = model.open()) {
      for (float[] input : examples.inputs()) {
        session.write(network.input(), input, 0);
        session.run();
        visitor.accept(session.read(blob));
      }
    }
  }

  /**
   * Runs with effort settings; layers without any are left to the fast back end. Operations hardly
   * vary from one lot of pictures to the next, and counting takes time: it is done on the first.
   *
   * @param dense the dense network's probabilities for the same pictures
   */
  Outcome run(Map<String, LayerEffort> efforts, Examples examples, float[][] dense) {
    Map<String, LayerEffort> used = new HashMap<>(efforts);
    used.values().removeIf(LayerEffort::isNone);
    Examples counted = examples.first(Math.min(MOST_COUNTED, (examples.size() + 3) / 4));
    EffortMeter meter = new EffortMeter();
    EffortProvider effort = EffortProvider.of(used).metered(meter).sharing(orders);
    OperatorProvider counting =
        (node, plan) ->
            used.containsKey(node.name()) ? effort.prepare(node, plan) : Optional.empty();
    Map<String, LayerEffort> uncounted = new HashMap<>(used);
    // The ZIS of a search is exact: it changes no score.
    uncounted.replaceAll((layer, knobs) -> knobs.withoutZis());
    uncounted.values().removeIf(LayerEffort::isNone);
    float[][] rows = new float[examples.size()][];
    fill(rows, 0, counting, counted);
    fill(
        rows,
        counted.size(),
        EffortProvider.of(uncounted).sharing(orders),
        examples.after(counted.size()));
    return outcome(rows, examples, dense, meter.counts());
  }

  /**
   * An outcome and the counters of all layers.
   *
   * @param outcome how it went
   * @param counts counters by layer
   */
  record Measured(Outcome outcome, Map<String, LayerCounts> counts) {}

  /** The same, counting on all pictures, and the layers without settings, too. */
  Measured measure(Map<String, LayerEffort> efforts, Examples examples, float[][] dense) {
    EffortMeter meter = new EffortMeter();
    float[][] rows = new float[examples.size()][];
    fill(rows, 0, EffortProvider.of(efforts).metered(meter), examples);
    Map<String, LayerCounts> counts = new HashMap<>(meter.counts());
    return new Measured(outcome(rows, examples, dense, counts), counts);
  }

  /**
   * Runs with effort settings on fast kernels, which do not count.
   *
   * @param left the part of the objective that the settings are known to leave
   */
  Outcome fast(Map<String, LayerEffort> efforts, Examples examples, float[][] dense, double left) {
    float[][] rows = new float[examples.size()][];
    each(
        network.exact().provider(FastEffortProvider.of(efforts)),
        examples,
        (i, session) -> rows[i] = probabilities(session));
    return Outcome.of(dense, rows, examples.labels(), left, left);
  }

  private void fill(float[][] rows, int first, OperatorProvider provider, Examples examples) {
    each(
        network.options().provider(provider),
        examples,
        (i, session) -> rows[first + i] = probabilities(session));
  }

  private Outcome outcome(
      float[][] rows, Examples examples, float[][] dense, Map<String, LayerCounts> counts) {
    return Outcome.of(
        dense,
        rows,
        examples.labels(),
        operations(counts, LayerCounts::reduction),
        operations(counts, LayerCounts::reductionWithZis));
  }

  /** Operations over dense ones, layers being weighted by their shares. */
  private double operations(
      Map<String, LayerCounts> counts, ToDoubleFunction<LayerCounts> reduction) {
    double left = 1;
    for (Map.Entry<String, LayerCounts> layer : counts.entrySet()) {
      double saved = 1 - 1 / reduction.applyAsDouble(layer.getValue());
      left -= shares.getOrDefault(layer.getKey(), 0.0) * saved;
    }
    return left;
  }

  /**
   * Milliseconds of each step of a network without knobs: for each picture the least of some runs,
   * the mean of some pictures.
   *
   * @param options which back end
   */
  Map<String, Double> times(Examples examples, ModelOptions options) {
    Examples some = examples.first(TIMED_PICTURES);
    List<Map<String, Double>> least = new ArrayList<>();
    some.inputs().forEach(input -> least.add(new LinkedHashMap<>()));
    try (Model model = Model.compile(network.graph(), options.costs(network.costs()));
        Session session = model.open()) {
      for (int run = 0; run < WARM_UP + TIMED * some.size(); run++) {
        int picture = run % some.size();
        session.write(network.input(), some.inputs().get(picture), 0);
        boolean warm = run >= WARM_UP;
        session.run(
            (step, nanos) -> {
              if (warm) {
                least.get(picture).merge(step.layer(), nanos / 1e6, Math::min);
              }
            });
      }
    }
    Map<String, Double> times = new LinkedHashMap<>();
    for (Map<String, Double> picture : least) {
      picture.forEach((step, millis) -> times.merge(step, millis / some.size(), Double::sum));
    }
    return times;
  }

  private void each(ModelOptions options, Examples examples, Visitor visitor) {
    ModelOptions all = options.keep(network.scores());
    try (Model model = Model.compile(network.graph(), all)) {
      List<Session> sessions =
          IntStream.range(0, workers.threads()).mapToObj(i -> model.open()).toList();
      try {
        workers.each(sessions.size(), worker -> share(sessions, worker, examples, visitor));
      } finally {
        sessions.forEach(Session::close);
      }
    }
  }

  private void share(List<Session> sessions, int worker, Examples examples, Visitor visitor) {
    Session session = sessions.get(worker);
    for (int i = worker; i < examples.size(); i += sessions.size()) {
      session.write(network.input(), examples.inputs().get(i), 0);
      session.run();
      visitor.visit(i, session);
    }
  }

  private float[] probabilities(Session session) {
    float[] scores = session.read(network.scores());
    return network.probabilities() ? scores : softmax(scores);
  }

  private static float[] softmax(float[] scores) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      greatest = Math.max(greatest, score);
    }
    double sum = 0;
    double[] powers = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      powers[i] = Math.exp(scores[i] - greatest);
      sum += powers[i];
    }
    float[] result = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      result[i] = (float) (powers[i] / sum);
    }
    return result;
  }
}
