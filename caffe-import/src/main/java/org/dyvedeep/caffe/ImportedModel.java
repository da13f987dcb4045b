package org.dyvedeep.caffe;

import java.util.List;
import org.dyvedeep.engine.graph.Graph;

/**
 * A network ready to be run.
 *
 * @param graph the network; its blobs carry Caffe's names
 * @param layers its layers in the order of the prototxt
 * @param warnings what a person should know
 * @param changes what upgrading, filtering and converting changed
 * @param dropped layers of the file that the graph does without
 * @param accuracies how the file measures its scores
 * @param preprocessing what the file's data layers do to images
 * @param deploy the network in Caffe's own words
 */
public record ImportedModel(
    Graph graph,
    List<LayerReport> layers,
    List<ImportWarning> warnings,
    List<ImportWarning> changes,
    List<DroppedLayer> dropped,
    List<AccuracyLayer> accuracies,
    List<PreprocessingHints> preprocessing,
    DeployNet deploy) {
  /** Copies the lists. */
  public ImportedModel {
    layers = List.copyOf(layers);
    warnings = List.copyOf(warnings);
    changes = List.copyOf(changes);
    dropped = List.copyOf(dropped);
    accuracies = List.copyOf(accuracies);
    preprocessing = List.copyOf(preprocessing);
  }

  /** The same without the values of its weights, so that those can be collected. */
  public ImportedModel withoutWeights() {
    return new ImportedModel(
        graph.withoutWeights(),
        layers,
        warnings,
        changes,
        dropped,
        accuracies,
        preprocessing,
        deploy);
  }

  /** The network's name, as the file gives it. */
  public String name() {
    return graph.name();
  }

  /** Multiply-accumulates of one run, convolutions and inner products, at the graph's batch. */
  public long totalMacs() {
    return layers.stream().mapToLong(LayerReport::macs).sum();
  }

  /** Trained values, shared ones once. */
  public long totalParameters() {
    return layers.stream().mapToLong(LayerReport::parameters).sum();
  }
}
