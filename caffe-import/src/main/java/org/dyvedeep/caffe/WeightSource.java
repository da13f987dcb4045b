package org.dyvedeep.caffe;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.dyvedeep.caffe.weights.WeightFile;
import org.dyvedeep.engine.tensor.Weights;

/** Where a network's weights come from. */
@FunctionalInterface
public interface WeightSource {
  /**
   * Opens the source for a network, whose requests are all known by then. Memory was not taken yet;
   * the sum of all requests was held against the limits.
   *
   * @throws ModelImportException if the source cannot be read
   */
  WeightLookup open(WeightPlan plan);

  /** Whether a network whose weights are not all in this source is an error by default. */
  default boolean expectedComplete() {
    return true;
  }

  /**
   * A file, whose kind is told by its content: a caffemodel (binary or text) or Deep Compression's
   * {@code .net}. Other formats are recognised and refused by name.
   */
  static WeightSource file(Path file) {
    return new WeightFile(file);
  }

  /**
   * Weights made by a function, such as seeded random ones. An exception of the function is passed
   * on as it is.
   */
  static WeightSource generated(Function<WeightRequest, Weights> generator) {
    return plan -> request -> Optional.of(generator.apply(request));
  }

  /** No weights: the graph is good for shapes and counts, not for running. */
  static WeightSource none() {
    return new WeightSource() {
      @Override
      public WeightLookup open(WeightPlan plan) {
        return request -> Optional.empty();
      }

      @Override
      public boolean expectedComplete() {
        return false;
      }
    };
  }
}
