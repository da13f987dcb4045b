package org.dyvedeep.knobs.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.knobs.setting.InvalidSettingException;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Spet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;

/** Whether knobs fit the layers that they are set for. Problems are sentences for users. */
public final class LayerRules {
  private final String layer;
  private final LayerShape shape;
  private final Optional<Rails> rails;
  private final List<String> problems = new ArrayList<>();

  private LayerRules(Node node, LayerShape shape) {
    this.layer = node.name();
    this.shape = shape;
    this.rails = Rails.of(LayerShape.activation(node.operation()));
  }

  /**
   * Everything that is wrong with the knobs of a network: layers that do not exist, and what does
   * not fit a layer.
   *
   * @param graph the network as {@link EffortGraph} leaves it, with activations fused
   * @return a sentence a problem, which names layer, field, what is found and what is expected;
   *     empty if all is well
   */
  public static List<String> problems(Graph graph, Map<String, LayerEffort> efforts) {
    NonNegativeValues nonNegative = NonNegativeValues.of(graph);
    List<String> problems = new ArrayList<>();
    TreeSet<String> unknown = new TreeSet<>(efforts.keySet());
    for (Node node : graph.nodes()) {
      unknown.remove(node.name());
      LayerEffort effort = efforts.getOrDefault(node.name(), LayerEffort.none());
      problems.addAll(problems(node, effort));
      boolean signed = effort.spet().filter(SignedSpet.class::isInstance).isPresent();
      if (signed && !nonNegative.contains(node.inputs().get(0))) {
        problems.add(
            node.name()
                + ": spet needs inputs that are never negative for its exact variant, such as a"
                + " ReLU's; "
                + node.inputs().get(0).name()
                + " may be");
      }
    }
    for (String name : unknown) {
      problems.add(name + ": " + graph.name() + " has no such layer");
    }
    return problems;
  }

  /**
   * What does not fit a layer, as far as the layer alone tells: whether inputs are never negative
   * is not checked.
   */
  public static List<String> problems(Node node, LayerEffort effort) {
    if (effort.isNone()) {
      return List.of();
    }
    Optional<LayerShape> shape = LayerShape.of(node);
    if (shape.isEmpty()) {
      return List.of(
          node.name()
              + ": knobs are for convolutions over two spatial axes and fully-connected layers;"
              + " this is "
              + node.operation());
    }
    LayerRules rules = new LayerRules(node, shape.get());
    effort.spet().ifPresent(rules::check);
    effort.sdss().ifPresent(sdss -> rules.check(sdss, node));
    effort
        .sfma()
        .ifPresent(
            sfma ->
                rules.requireCount(
                    "sfma.maxWindowSpread", sfma.maxWindowSpread(), rules.features()));
    return List.copyOf(rules.problems);
  }

  /**
   * Refuses knobs that do not fit a layer, as far as the layer alone tells.
   *
   * @throws InvalidSettingException with all problems, a sentence a line
   */
  static void require(Node node, LayerEffort effort) {
    List<String> problems = problems(node, effort);
    if (!problems.isEmpty()) {
      throw new InvalidSettingException(String.join("\n", problems));
    }
  }

  private int features() {
    return shape.groups() * shape.features();
  }

  private void check(Spet spet) {
    if (rails.isEmpty()) {
      problems.add(
          layer
              + ": spet needs an activation that saturates fused to the layer (ReLU without a"
              + " negative slope, sigmoid or tanh); it has none");
    }
    if (spet instanceof StagedSpet staged) {
      check(staged);
    } else if (rails.isPresent() && rails.get().upper().isPresent()) {
      problems.add(layer + ": spet needs a ReLU for its exact variant");
    }
  }

  private void check(StagedSpet spet) {
    if (!spet.importance().isEmpty()) {
      if (spet.importance().size() != features()) {
        problems.add(
            layer
                + ": spet.importance has "
                + spet.importance().size()
                + " numbers, expected none or "
                + features()
                + ", one for each input feature");
      }
    }
    for (int i = 0; i < spet.stages().size(); i++) {
      Stage stage = spet.stages().get(i);
      String field = "spet.stages[" + i + "].";
      requireCount(field + "below", stage.below(), shape.outputs());
      requireCount(field + "above", stage.above(), shape.outputs());
      if (!stage.above().isEmpty() && rails.isPresent() && rails.get().upper().isEmpty()) {
        problems.add(
            layer + ": " + field + "above is set, but the layer's activation has no upper rail");
      }
    }
  }

  private void check(Sdss sdss, Node node) {
    if (node.operation() instanceof InnerProduct) {
      problems.add(layer + ": sdss needs output maps, this is a fully-connected layer");
    }
    requireCount("sdss.maxSpread", sdss.maxSpread(), shape.outputs());
    requireCount("sdss.maxActivation", sdss.maxActivation(), shape.outputs());
  }

  private void requireCount(String field, List<Float> values, int each) {
    if (values.size() > 1 && values.size() != each) {
      problems.add(
          layer
              + ": "
              + field
              + " has "
              + values.size()
              + " numbers, expected one for all or "
              + each
              + ", one for each");
    }
  }
}
