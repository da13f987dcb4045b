package org.dyvedeep.tools.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.ImportedModel;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.models.ModelDescription;

/**
 * A model that can be run, with what is known about it.
 *
 * @param name the built-in name, or the prototxt's path
 * @param description what the project knows about a built-in model
 * @param imported the network
 * @param weights which weights it has
 */
public record LoadedModel(
    String name,
    Optional<ModelDescription> description,
    ImportedModel imported,
    WeightsUsed weights) {
  /** The only input that images go to: the first. */
  public Value input() {
    List<Value> inputs = imported.graph().inputs();
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(name + " has no input");
    }
    return inputs.get(0);
  }

  /** The blob that holds one score a class: the described one, else the last output. */
  public String scoresBlob() {
    return description
        .map(d -> d.output().blob())
        .orElseGet(
            () -> {
              List<Value> outputs = imported.graph().outputs();
              Value last = outputs.get(outputs.size() - 1);
              return blobOf(last);
            });
  }

  /** Whether the scores are probabilities already. */
  public boolean givesProbabilities() {
    String blob = scoresBlob();
    return description
        .map(d -> d.output().probabilities())
        .orElseGet(
            () ->
                imported.layers().stream()
                    .filter(layer -> layer.tops().contains(blob))
                    .reduce((first, second) -> second)
                    .filter(layer -> layer.type().startsWith("Softmax"))
                    .isPresent());
  }

  /** The number of scores of one item. */
  public int classes() {
    Shape shape = imported.graph().blob(scoresBlob()).shape();
    return shape.size() / shape.dim(0);
  }

  private String blobOf(Value value) {
    return imported.graph().blobs().entrySet().stream()
        .filter(entry -> entry.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(value.name());
  }
}
