package org.dyvedeep.caffe.convert;

import java.util.List;
import org.dyvedeep.caffe.AccuracyLayer;
import org.dyvedeep.caffe.DeployNet;
import org.dyvedeep.caffe.DroppedLayer;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.LayerReport;
import org.dyvedeep.caffe.PreprocessingHints;
import org.dyvedeep.caffe.UnsupportedLayer;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Value;

/**
 * A network turned into a graph.
 *
 * @param graph the graph, its weights absent; of the supported layers only if some are not
 * @param inputs what a caller must provide
 * @param layers all layers but the dropped ones
 * @param unsupported layers without a converter
 * @param warnings what a person should know
 * @param dropped layers that inference does without
 * @param accuracies how scores are measured
 * @param preprocessing what data layers do to images
 * @param slots where weights go, in the order of the layers
 * @param deploy the network in Caffe's own words
 */
public record ConvertedNet(
    Graph graph,
    List<Value> inputs,
    List<LayerReport> layers,
    List<UnsupportedLayer> unsupported,
    List<ImportWarning> warnings,
    List<DroppedLayer> dropped,
    List<AccuracyLayer> accuracies,
    List<PreprocessingHints> preprocessing,
    List<WeightSlot> slots,
    DeployNet deploy) {
  /** Copies the lists. */
  public ConvertedNet {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    unsupported = List.copyOf(unsupported);
    warnings = List.copyOf(warnings);
    dropped = List.copyOf(dropped);
    accuracies = List.copyOf(accuracies);
    preprocessing = List.copyOf(preprocessing);
    slots = List.copyOf(slots);
  }
}
