package org.dyvedeep.tools.differential;

import java.util.SplittableRandom;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.WeightSource;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/** Weights that keep activations near one, and that tell every channel from every other. */
final class RandomWeights {
  private RandomWeights() {}

  static WeightSource of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return WeightSource.generated(request -> make(random, request));
  }

  private static Weights make(SplittableRandom random, WeightRequest request) {
    Shape shape = request.shape();
    float[] values = new float[shape.size()];
    boolean positive = request.operation() instanceof BatchNorm && request.index() > 0;
    double bound = shape.rank() > 1 ? Math.sqrt(3.0 / shape.count(1)) : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (positive ? random.nextDouble(0.5, 2) : random.nextDouble(-bound, bound));
    }
    return new DenseWeights(shape, values);
  }
}
