package org.dyvedeep.caffe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dyvedeep.caffe.read.ReadOptions;

/**
 * Everything a network asks of a source of weights.
 *
 * @param requests all blobs, in the order of the prototxt
 * @param reading limits, and whether oddities are errors
 * @param warn takes what a person should know
 */
public record WeightPlan(
    List<WeightRequest> requests, ReadOptions reading, Consumer<ImportWarning> warn) {
  /** Copies the list. */
  public WeightPlan {
    requests = List.copyOf(requests);
  }

  /** The requests by layer, in the order of the prototxt. */
  public Map<String, List<WeightRequest>> byLayer() {
    Map<String, List<WeightRequest>> layers = new LinkedHashMap<>();
    for (WeightRequest request : requests) {
      layers.computeIfAbsent(request.layer(), key -> new ArrayList<>()).add(request);
    }
    return layers;
  }

  /** Passes on a warning about a layer's weights. */
  public void warn(String layer, String text) {
    warn.accept(ImportWarning.of(ImportWarning.Kind.WEIGHTS, layer, "", text));
  }
}
