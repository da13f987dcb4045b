package org.dyvedeep.tools.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.knobs.plan.EffortPlan;
import org.dyvedeep.knobs.plan.EffortPlanFile;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.plan.WeightsFingerprint;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Zis;
import org.dyvedeep.models.ModelResources;

/**
 * Finds the plan that an argument stands for: the path of a file; {@code neuron} or {@code block},
 * the plan of that granularity that is shipped for a built-in model; {@code auto}, the first of
 * these that there is; {@code zis}, exact zero-input skipping everywhere; {@code none}, all knobs
 * off.
 */
public final class EffortPlans {
  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final String ZIS = "zis";

  private EffortPlans() {}

  /**
   * A plan and where it is from.
   *
   * @param argument what {@link #load} takes to give the same again, also in another process
   * @param origin a path, or the words for a plan that lies in no file of the caller's
   * @param plan the plan, which fits the model
   */
  public record Named(String argument, String origin, EffortPlan plan) {}

  /**
   * Loads a plan and checks that it is for a model.
   *
   * @throws org.dyvedeep.knobs.plan.InvalidPlanException if it is no plan, or one for another model
   * @throws IOException if there is none, or the file cannot be read
   */
  public static Named load(String argument, LoadedModel model) throws IOException {
    Graph graph = model.imported().graph();
    Named named =
        switch (argument) {
          case NONE -> made(NONE, "all knobs off", graph, LayerEffort.none());
          case ZIS ->
              made(ZIS, "exact zero-input skipping", graph, LayerEffort.none().with(Zis.exact()));
          case AUTO -> shipped(model, List.of(Granularity.values()));
          default -> {
            Optional<Granularity> granularity = granularity(argument);
            yield granularity.isPresent()
                ? shipped(model, List.of(granularity.get()))
                : file(Path.of(argument));
          }
        };
    EffortPlanFile.requireFits(named.origin(), named.plan(), graph);
    return named;
  }

  /** A plan that gives all convolutions and fully-connected layers the same knobs. */
  public static EffortPlan uniform(Graph graph, LayerEffort effort) {
    Map<String, LayerEffort> layers = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.operation() instanceof Convolution || node.operation() instanceof InnerProduct) {
        layers.put(node.name(), effort);
      }
    }
    return EffortPlan.of(graph, Granularity.NEURON, layers);
  }

  private static Named made(String argument, String origin, Graph graph, LayerEffort effort) {
    return new Named(argument, origin, uniform(graph, effort));
  }

  private static Named file(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new FileNotFoundException(
          file
              + " does not exist; give an effort plan's path, or auto, neuron or block for the one"
              + " shipped with a built-in model, zis or none");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; expected an effort plan, a JSON file");
    }
    return new Named(file.toAbsolutePath().toString(), file.toString(), EffortPlanFile.read(file));
  }

  private static Optional<Granularity> granularity(String word) {
    for (Granularity granularity : Granularity.values()) {
      if (word.equals(name(granularity))) {
        return Optional.of(granularity);
      }
    }
    return Optional.empty();
  }

  private static String name(Granularity granularity) {
    return granularity.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a plan is shipped for a built-in model with the weights that it has: those of some
   * models come from elsewhere, or are made up.
   *
   * @param granularity {@code neuron} or {@code block}
   */
  public static boolean isShipped(LoadedModel model, String granularity) throws IOException {
    if (model.description().isEmpty()) {
      return false;
    }
    String file = model.name() + "." + granularity + ".json";
    try (InputStream in = resource(file)) {
      return in != null
          && EffortPlanFile.read(file, in)
              .weights()
              .equals(WeightsFingerprint.of(model.imported().graph()));
    }
  }

  /** The shipped plan that fast kernels run best: for blocks, else neuron by neuron. */
  public static Optional<Named> shippedForSpeed(LoadedModel model) throws IOException {
    for (Granularity granularity : List.of(Granularity.BLOCK, Granularity.NEURON)) {
      if (isShipped(model, name(granularity))) {
        return Optional.of(load(name(granularity), model));
      }
    }
    return Optional.empty();
  }

  private static InputStream resource(String file) {
    return ModelResources.class.getResourceAsStream("/plans/" + file);
  }

  private static Named shipped(LoadedModel model, List<Granularity> granularities)
      throws IOException {
    if (model.description().isPresent()) {
      for (Granularity granularity : granularities) {
        String file = model.name() + "." + name(granularity) + ".json";
        try (InputStream in = resource(file)) {
          if (in != null) {
            String origin = file + " (shipped)";
            return new Named(name(granularity), origin, EffortPlanFile.read(origin, in));
          }
        }
      }
    }
    throw new FileNotFoundException(
        "no %s plan is shipped for %s; tune one: dyvedeep tune MODEL --data D -o plan.json"
            .formatted(
                String.join(" or ", granularities.stream().map(EffortPlans::name).toList()),
                model.name()));
  }
}
