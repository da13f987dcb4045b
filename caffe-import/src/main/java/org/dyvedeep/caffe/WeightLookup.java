package org.dyvedeep.caffe;

import java.util.Optional;
import org.dyvedeep.engine.tensor.Weights;

/** An opened source of weights. */
@FunctionalInterface
public interface WeightLookup {
  /**
   * The weights for one blob, in exactly the shape that is asked for, or nothing if the source has
   * none for it.
   *
   * @throws ModelImportException if there are some that do not fit
   */
  Optional<Weights> find(WeightRequest request);
}
