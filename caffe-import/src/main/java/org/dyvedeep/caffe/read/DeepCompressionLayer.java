package org.dyvedeep.caffe.read;

import java.util.Objects;
import org.dyvedeep.engine.tensor.CodebookWeights;

/** One layer of a Deep Compression file: its weights as they are stored, and its bias. */
public final class DeepCompressionLayer {
  private final String name;
  private final CodebookWeights weights;
  private final float[] bias;

  DeepCompressionLayer(String name, CodebookWeights weights, float[] bias) {
    this.name = Objects.requireNonNull(name, "name");
    this.weights = Objects.requireNonNull(weights, "weights");
    this.bias = bias;
  }

  /** The layer's name in the prototxt. */
  public String name() {
    return name;
  }

  /** The weights in compressed form; {@link CodebookWeights#values()} makes them dense. */
  public CodebookWeights weights() {
    return weights;
  }

  /** One value for each output; not a copy. */
  public float[] bias() {
    return bias;
  }
}
