package org.dyvedeep.caffe.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.WeightLookup;
import org.dyvedeep.caffe.WeightPlan;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.read.CaffeBlob;
import org.dyvedeep.caffe.read.CaffemodelFile;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Weights;

/** Weights of a caffemodel, matched by layer name. The values are not copied. */
public final class CaffemodelWeights implements WeightLookup {
  private final String file;
  private final CaffemodelFile model;

  private CaffemodelWeights(String file, CaffemodelFile model) {
    this.file = file;
    this.model = model;
  }

  /**
   * Takes the weights of a caffemodel that was read, and reports layers that the network does not
   * have.
   *
   * @param file name to use in messages
   * @throws ModelImportException if a layer has another number of blobs than the network asks for
   */
  public static WeightLookup of(String file, CaffemodelFile model, WeightPlan plan) {
    model.warnings().forEach(plan.warn());
    CaffemodelWeights weights = new CaffemodelWeights(file, model);
    Map<String, List<WeightRequest>> asked = plan.byLayer();
    List<String> unused = new ArrayList<>();
    for (String layer : model.layers().keySet()) {
      if (asked.containsKey(layer)) {
        weights.requireCount(layer, asked.get(layer));
      } else {
        unused.add(layer);
      }
    }
    for (String layer : unused) {
      plan.warn(
          layer,
          "weights of layer \""
              + layer
              + "\" in "
              + file
              + " are not used: no layer of that name asks for them");
    }
    return weights;
  }

  private void requireCount(String layer, List<WeightRequest> asked) {
    int found = model.blobs(layer).size();
    if (found != 0 && found != asked.size()) {
      throw ModelImportException.in(file)
          .layer(layer)
          .field("blobs")
          .found(found + " blobs")
          .expected(asked.size() + " for a layer of type " + asked.get(0).type())
          .advice("check bias_term and that prototxt and weights belong together")
          .build();
    }
  }

  @Override
  public Optional<Weights> find(WeightRequest request) {
    List<CaffeBlob> blobs = model.blobs(request.layer());
    if (blobs.isEmpty()) {
      return Optional.empty();
    }
    CaffeBlob blob = blobs.get(request.index());
    if (!blob.fits(request.shape().dims())) {
      throw ModelImportException.in(file)
          .layer(request.layer())
          .field("blobs[" + request.index() + "]")
          .found("weights of " + blob.shape())
          .expected("" + request.shape())
          .advice(ShapeMismatch.explain(request, blob))
          .build();
    }
    return Optional.of(new DenseWeights(request.shape(), blob.data()));
  }
}
