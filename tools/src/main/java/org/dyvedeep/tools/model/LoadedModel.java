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
  /** The same without the values of its weights: enough to prepare input and to read scores. */
  public LoadedModel withoutWeights() {
    return new LoadedModel(name, description, imported.withoutWeights(), weights);
  }

  /**
   * The only input that images go to: the first.
   *
   * @throws UnusableModelException if there is none
   */
  public Value input() throws UnusableModelException {
    List<Value> inputs = imported.graph().inputs();
    if (inputs.isEmpty()) {
      throw new UnusableModelException(name, "has no input; give a network that has one");
    }
    return inputs.get(0);
  }

  /**
   * The blob that holds one score a class: the described one, else the last output.
   *
   * @throws UnusableModelException if there is no output
   */
  public String scoresBlob() throws UnusableModelException {
    if (description.isPresent()) {
      return description.get().output().blob();
    }
    List<Value> outputs = imported.graph().outputs();
    if (outputs.isEmpty()) {
      throw new UnusableModelException(name, "has no output; give a network that has one");
    }
    return blobOf(outputs.get(outputs.size() - 1));
  }

  /**
   * Whether the scores are probabilities already.
   *
   * @throws UnusableModelException if there is no output
   */
  public boolean givesProbabilities() throws UnusableModelException {
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

  /**
   * The number of scores of one item.
   *
   * @throws UnusableModelException if the scores are not one row an item of the input
   */
  public int classes() throws UnusableModelException {
    Shape shape = imported.graph().blob(scoresBlob()).shape();
    Shape items = input().shape();
    if (shape.rank() == 0 || items.rank() == 0 || shape.dim(0) != items.dim(0)) {
      throw new UnusableModelException(
          name,
          "its last output, %s of %s, is not one row of scores for each item of the input, %s of %s"
              .formatted(scoresBlob(), shape, input().name(), items));
    }
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
