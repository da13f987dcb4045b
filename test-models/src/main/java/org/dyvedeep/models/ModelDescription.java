package org.dyvedeep.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * What the project knows about one built-in model; read from {@code NAME/model.json} beside its
 * prototxt by {@link BuiltInModels}.
 *
 * <p>Resources are named as {@link ModelResources} understands them. Weights are looked for in the
 * order {@code weights}, the fetch cache, {@code weightFiles}, seeded.
 *
 * @param name the name users type
 * @param title one line for people
 * @param prototxt resource of the deploy prototxt
 * @param weights resource of trained weights that are part of the project, or null
 * @param weightFiles paths of trained weights relative to a models folder (see {@link
 *     WeightFiles}), best first
 * @param fetch name in the catalogue of downloads, or null if there is none
 * @param seedable whether weights made from a seed may stand in for absent ones
 * @param labels where class names come from
 * @param preprocessing how a picture becomes the input: the JSON object that the image pipeline
 *     reads
 * @param output which blob holds the scores
 * @param expected accuracies that were measured elsewhere, to compare with
 */
public record ModelDescription(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) String prototxt,
    String weights,
    List<String> weightFiles,
    String fetch,
    boolean seedable,
    @JsonProperty(required = true) LabelSource labels,
    @JsonProperty(required = true) JsonNode preprocessing,
    @JsonProperty(required = true) Output output,
    List<Expected> expected) {

  /** Fills in empty lists. */
  public ModelDescription {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(prototxt, "prototxt");
    weightFiles = weightFiles == null ? List.of() : List.copyOf(weightFiles);
    expected = expected == null ? List.of() : List.copyOf(expected);
  }

  /**
   * Where class names come from: exactly one of the two is set.
   *
   * @param resource a built-in text resource with one name a line
   * @param dataFile a tab-separated file with columns class_index and name, relative to a data
   *     folder; where it is absent, indices are printed instead
   */
  public record LabelSource(String resource, String dataFile) {

    /** Checks that one form is used. */
    public LabelSource {
      if ((resource == null) == (dataFile == null)) {
        throw new IllegalArgumentException("labels: give either resource or dataFile");
      }
    }
  }

  /**
   * The network's result.
   *
   * @param blob the blob with one score a class
   * @param probabilities true if the scores are probabilities already, false if they still need a
   *     softmax to become so (the ranking is the same)
   */
  public record Output(
      @JsonProperty(required = true) String blob,
      @JsonProperty(required = true) boolean probabilities) {}

  /**
   * An accuracy that this model reached elsewhere.
   *
   * @param data the data set: a path relative to a data folder, or "shapes10 test split"
   * @param images number of images
   * @param top1 top-1 accuracy in percent
   * @param top5 top-5 accuracy in percent, or null if unknown
   * @param measuredBy what measured it
   */
  public record Expected(
      @JsonProperty(required = true) String data,
      @JsonProperty(required = true) int images,
      @JsonProperty(required = true) double top1,
      Double top5,
      @JsonProperty(required = true) String measuredBy) {}
}
