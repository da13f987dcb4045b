package org.dyvedeep.engine.kernel.blas;

import org.bytedeco.javacpp.FloatPointer;

/** Weights and bias outside the Java heap, and the ones that Caffe multiplies a bias with. */
final class NativeWeights implements AutoCloseable {
  private final NativeFloats weights;
  private final NativeFloats bias;
  private final NativeFloats ones;

  /**
   * Copies weights.
   *
   * @param bias null for none
   * @param ones how many outputs share one bias value
   */
  NativeWeights(float[] weights, float[] bias, int ones) {
    this.weights = NativeFloats.copyOf(weights);
    this.bias = bias == null ? null : NativeFloats.copyOf(bias);
    float[] values = new float[bias == null ? 0 : ones];
    java.util.Arrays.fill(values, 1);
    this.ones = bias == null ? null : NativeFloats.copyOf(values);
  }

  /** Pointers to the weights of each of some equal groups. */
  FloatPointer[] groups(int count) {
    return groups(weights, 0, weights.size() / count, count);
  }

  /** Pointers to equal parts of a block. */
  static FloatPointer[] groups(NativeFloats block, long start, long floats, int count) {
    FloatPointer[] pointers = new FloatPointer[count];
    for (int g = 0; g < count; g++) {
      pointers[g] = block.pointer(start + g * floats);
    }
    return pointers;
  }

  boolean hasBias() {
    return bias != null;
  }

  FloatPointer bias() {
    return bias.pointer(0);
  }

  FloatPointer ones() {
    return ones.pointer(0);
  }

  @Override
  public void close() {
    weights.close();
    if (hasBias()) {
      bias.close();
      ones.close();
    }
  }
}
