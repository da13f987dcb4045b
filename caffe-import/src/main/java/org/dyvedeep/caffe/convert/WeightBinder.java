package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dyvedeep.caffe.ImportOptions;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.WeightLookup;
import org.dyvedeep.caffe.WeightPlan;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.caffe.convert.LearnedBlobs.Blob;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/** Puts values in the place of a graph's absent weights. */
public final class WeightBinder {
  private final ImportSource source;
  private final ImportOptions options;
  private final Consumer<ImportWarning> warn;

  /**
   * Prepares for one network.
   *
   * @param warn takes what a person should know
   */
  public WeightBinder(ImportSource source, ImportOptions options, Consumer<ImportWarning> warn) {
    this.source = source;
    this.options = options;
    this.warn = warn;
  }

  /**
   * The same graph with weights.
   *
   * @throws ModelImportException if some do not fit or are missing, or all together exceed the
   *     limit
   */
  public Graph bind(ConvertedNet net, WeightSource weights) {
    LearnedBlobs learned = LearnedBlobs.of(source, net.slots());
    List<WeightRequest> requests = learned.all().stream().map(Blob::request).toList();
    if (weights.expectedComplete()) {
      requireWithinLimit(learned);
    }
    WeightLookup lookup = weights.open(new WeightPlan(requests, options.reading(), warn));
    Map<LearnedBlobs.Key, Weights> found = find(learned, lookup);
    report(learned, found, weights.expectedComplete());
    List<Node> nodes = new ArrayList<>(net.graph().nodes());
    for (WeightSlot slot : net.slots()) {
      Node node = nodes.get(slot.node());
      nodes.set(slot.node(), node.with(node.operation(), weightsOf(slot, learned, found)));
    }
    Graph graph = net.graph();
    return new Graph(graph.name(), graph.inputs(), nodes, graph.outputs(), graph.blobs());
  }

  private void requireWithinLimit(LearnedBlobs learned) {
    long bytes = 0;
    for (Map.Entry<String, Long> layer : learned.parameters().entrySet()) {
      bytes += 4 * layer.getValue();
    }
    long limit = options.limits().maxWeightBytes();
    if (bytes > limit) {
      throw ModelImportException.in(source.file())
          .found("layers that need " + bytes + " bytes of weights")
          .expected("at most " + limit)
          .advice("raise the limit (ImportLimits.maxWeightBytes) if the file is trusted")
          .build();
    }
  }

  private Map<LearnedBlobs.Key, Weights> find(LearnedBlobs learned, WeightLookup lookup) {
    Map<LearnedBlobs.Key, Weights> found = new HashMap<>();
    learned
        .byOwner()
        .forEach((owner, sharers) -> first(sharers, lookup).ifPresent(w -> found.put(owner, w)));
    return found;
  }

  /** The weights that the owner is given or, if there are none, a layer that shares them. */
  private Optional<Weights> first(List<WeightRequest> sharers, WeightLookup lookup) {
    for (WeightRequest request : sharers) {
      Optional<Weights> weights = lookup.find(request);
      if (weights.isPresent()) {
        requireShape(request, weights.get());
        return weights;
      }
    }
    return Optional.empty();
  }

  private void requireShape(WeightRequest request, Weights weights) {
    if (!weights.shape().equals(request.shape())) {
      throw source
          .problem(request.layer(), "blobs[" + request.index() + "]")
          .found("weights of " + weights.shape())
          .expected("" + request.shape())
          .advice("correct the source of the weights")
          .build();
    }
  }

  private void report(
      LearnedBlobs learned, Map<LearnedBlobs.Key, Weights> found, boolean expected) {
    Map<String, List<Integer>> missing = new LinkedHashMap<>();
    for (Blob blob : learned.all()) {
      if (!found.containsKey(blob.owner())) {
        missing
            .computeIfAbsent(blob.request().layer(), key -> new ArrayList<>())
            .add(blob.request().index());
      }
    }
    if (missing.isEmpty() || !expected) {
      return;
    }
    String layers = "\"" + String.join("\", \"", missing.keySet()) + "\"";
    if (!options.allowMissingWeights()) {
      throw ModelImportException.in(source.file())
          .layer(missing.size() == 1 ? missing.keySet().iterator().next() : null)
          .found("no weights for " + missing.size() + " layers: " + layers)
          .expected("weights for every layer that learns, matched by name")
          .advice(
              "check that prototxt and weights belong together, or allow missing weights"
                  + " (withAllowMissingWeights), which Caffe would fill at random")
          .build();
    }
    warn.accept(
        ImportWarning.of(
            ImportWarning.Kind.WEIGHTS, "", "", "there are no weights for the layers " + layers));
  }

  private static List<Weights> weightsOf(
      WeightSlot slot, LearnedBlobs learned, Map<LearnedBlobs.Key, Weights> found) {
    List<Weights> result = new ArrayList<>();
    List<Shape> shapes = slot.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      Blob blob = learned.get(slot.layer().getName(), slot.firstBlob() + i);
      Weights weights = found.get(blob.owner());
      result.add(weights == null ? new AbsentWeights(shapes.get(i)) : as(shapes.get(i), weights));
    }
    return result;
  }

  /** Shared weights may be asked for in several shapes of one size. */
  private static Weights as(Shape shape, Weights weights) {
    return weights.shape().equals(shape) ? weights : new DenseWeights(shape, weights.values());
  }
}
