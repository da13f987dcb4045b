package org.dyvedeep.tools.model;

import java.util.Arrays;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;
import org.dyvedeep.models.weights.SeededWeights;

/** Weights made from a seed, for networks whose trained weights are absent. */
public final class SeededSource {
  private static final float PRELU_SLOPE = 0.25f;

  private SeededSource() {}

  /** He-uniform weights; normalisation layers get the values that leave their input as it is. */
  public static WeightSource of(long seed) {
    SeededWeights seeded = new SeededWeights(seed);
    return WeightSource.generated(request -> make(seeded, request));
  }

  private static Weights make(SeededWeights seeded, WeightRequest request) {
    float[] values = new float[request.shape().size()];
    Operation operation = request.operation();
    int fanIn = fanIn(request);
    if (fanIn > 0) {
      seeded.fill(request.layer(), request.index(), fanIn, request.last(), values);
    } else if (operation instanceof PRelu) {
      Arrays.fill(values, PRELU_SLOPE);
    } else if (operation instanceof BatchNorm) {
      Arrays.fill(values, request.index() == 0 ? 0 : 1);
    } else if (operation instanceof Scale && request.inputs().size() == 1) {
      Arrays.fill(values, request.index() == 0 ? 1 : 0);
    }
    return new DenseWeights(request.shape(), values);
  }

  /** Products that are summed into one output; 0 for operations that sum none. */
  private static int fanIn(WeightRequest request) {
    Operation operation = request.operation();
    Shape weight = operation.weightShapes(request.inputs()).get(0);
    if (operation instanceof Convolution) {
      return weight.count(1);
    }
    if (operation instanceof Deconvolution deconvolution) {
      // An output element is reached by every input channel of its group, about once a tap.
      return weight.count(2) * (weight.dim(0) / deconvolution.group());
    }
    if (operation instanceof InnerProduct product) {
      return weight.dim(product.transpose() ? 0 : 1);
    }
    return operation instanceof Embed ? 1 : 0;
  }
}
