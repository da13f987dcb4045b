package org.dyvedeep.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The models that users name without giving a file. */
public final class BuiltInModels {
  private static final List<String> NAMES =
      List.of(
          "shapes10",
          "cifar10-quick",
          "cifar10-full",
          "alexnet",
          "caffenet",
          "overfeat",
          "vgg16",
          "squeezenet",
          "alexnet-compressed",
          "alexnet-cifar10",
          "alexnet-cifar10-compressed");

  private BuiltInModels() {}

  /** Returns all names, the default model first. */
  public static List<String> names() {
    return NAMES;
  }

  /** Returns whether {@link #get} knows the name. */
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }

  /**
   * Looks up a model.
   *
   * @param name one of {@link #names()}
   * @return its description
   * @throws IllegalArgumentException if there is no such model; the message lists the names
   */
  public static ModelDescription get(String name) {
    if (!contains(name)) {
      throw new IllegalArgumentException(
          "no built-in model is named \""
              + name
              + "\"; there are "
              + String.join(", ", NAMES)
              + "; any other network is given as the path of its prototxt");
    }
    String resource = name + "/model.json";
    try (InputStream in = ModelResources.open(resource)) {
      return mapper().readValue(in, ModelDescription.class);
    } catch (IOException e) {
      throw new UncheckedIOException("built-in description " + resource + " is damaged", e);
    }
  }

  private static JsonMapper mapper() {
    // Jackson refuses unknown keys by itself; absent numbers stay 0 and are judged by the records.
    return JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  }
}
