package org.dyvedeep.caffe;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Value;

/**
 * What a file holds, including what cannot be run.
 *
 * @param name the network's name
 * @param inputs what a caller must provide
 * @param layers layers in the order of the prototxt, unsupported ones included; those that depend
 *     on unsupported ones have no shapes
 * @param unsupported all layers that cannot be imported
 * @param warnings what a person should know
 * @param changes what upgrading, filtering and converting changed
 * @param dropped layers that inference does without
 * @param model the model, if every layer is supported
 */
public record Inspection(
    String name,
    List<Value> inputs,
    List<LayerReport> layers,
    List<UnsupportedLayer> unsupported,
    List<ImportWarning> warnings,
    List<ImportWarning> changes,
    List<DroppedLayer> dropped,
    Optional<ImportedModel> model) {
  /** Copies the lists. */
  public Inspection {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    unsupported = List.copyOf(unsupported);
    warnings = List.copyOf(warnings);
    changes = List.copyOf(changes);
    dropped = List.copyOf(dropped);
  }
}
