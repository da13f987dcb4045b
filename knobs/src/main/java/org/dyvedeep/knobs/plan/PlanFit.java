package org.dyvedeep.knobs.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.knobs.run.EffortGraph;
import org.dyvedeep.knobs.run.LayerRules;

/** Whether a plan is for a network. */
final class PlanFit {
  private final String source;
  private final EffortPlan plan;
  private final Graph graph;

  private PlanFit(String source, EffortPlan plan, Graph graph) {
    this.source = source;
    this.plan = plan;
    this.graph = graph;
  }

  static void require(String source, EffortPlan plan, Graph graph) throws InvalidPlanException {
    PlanFit fit = new PlanFit(source, plan, graph);
    fit.requireWeights();
    fit.requireLayers();
    fit.requireRules();
  }

  private void requireWeights() throws InvalidPlanException {
    String found = WeightsFingerprint.of(graph);
    if (!found.equals(plan.weights())) {
      throw new InvalidPlanException(
          source,
          "was made for other weights: found %s (%s), expected those of %s, %s; give the weights it was made for, or tune again: dyvedeep tune MODEL --weights W --data D -o PLAN"
              .formatted(plan.weights(), plan.model(), graph.name(), found));
    }
  }

  private void requireLayers() throws InvalidPlanException {
    Map<String, Node> nodes = new LinkedHashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.name(), node));
    for (String layer : plan.layers().keySet()) {
      Node node = nodes.get(layer);
      if (node == null) {
        throw wrong(layer, "there is no such layer in " + graph.name());
      }
      if (!WeightsFingerprint.takesEffort(node)) {
        throw wrong(layer, "its type is " + node.kind());
      }
    }
  }

  /** Numbers of thresholds, and knobs that a layer has no use for. */
  private void requireRules() throws InvalidPlanException {
    List<String> problems = LayerRules.problems(EffortGraph.of(graph), plan.layers());
    if (!problems.isEmpty()) {
      String more = problems.size() == 1 ? "" : "; and " + (problems.size() - 1) + " more";
      throw new InvalidPlanException(source, "layer " + problems.get(0) + more);
    }
  }

  private InvalidPlanException wrong(String layer, String found) {
    List<String> layers =
        graph.nodes().stream().filter(WeightsFingerprint::takesEffort).map(Node::name).toList();
    return new InvalidPlanException(
        source,
        "layer \"%s\": %s; expected a convolution or fully-connected layer: %s"
            .formatted(layer, found, String.join(", ", layers)));
  }
}
