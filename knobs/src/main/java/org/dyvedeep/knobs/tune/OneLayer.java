package org.dyvedeep.knobs.tune;

import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.knobs.fast.FastEffortProvider;
import org.dyvedeep.knobs.setting.LayerEffort;

/** A layer of a network in a network of its own, as fast kernels run it. */
final class OneLayer implements AutoCloseable {
  private static final String INPUT = "input";

  private final String layer;
  private final Model model;
  private final Session session;
  private long nanos;

  private OneLayer(Node node, ModelOptions options) {
    this.layer = node.name();
    this.model = Model.compile(graph(node), options);
    this.session = model.open();
  }

  /** Compiles a layer; without knobs it runs as back end exact-dynamic runs it. */
  static OneLayer of(Network network, String layer, LayerEffort effort) {
    ModelOptions options = network.exact();
    return new OneLayer(
        network.node(layer),
        effort.isNone() ? options : options.provider(FastEffortProvider.of(Map.of(layer, effort))));
  }

  private static Graph graph(Node node) {
    GraphBuilder builder = new GraphBuilder(node.name());
    Value input = builder.input(INPUT, node.inputs().get(0).shape());
    builder.add(
        node.name(),
        node.kind(),
        node.operation(),
        List.of(input),
        node.weights(),
        List.of("output"));
    return builder.build();
  }

  /** What runs the layer. */
  String operator() {
    return model.steps().stream()
        .filter(step -> step.layer().equals(layer))
        .map(StepInfo::operator)
        .findFirst()
        .orElseThrow();
  }

  /** Nanoseconds of the layer on an input, without bringing that into another layout. */
  long time(float[] input) {
    session.write(INPUT, input, 0);
    nanos = 0;
    session.run(
        (step, took) -> {
          if (step.layer().equals(layer)) {
            nanos += took;
          }
        });
    return nanos;
  }

  @Override
  public void close() {
    session.close();
    model.close();
  }
}
