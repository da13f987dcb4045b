package org.dyvedeep.engine.kernel.blas;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * A fully-connected layer as Caffe computes it: one product inputs (m x k) * weights (k x n), also
 * for a single row, then the bias as a product of rank 1.
 */
public final class BlasInnerProduct implements BlasKernel {
  private final int m;
  private final int n;
  private final int k;
  private final boolean transposed;
  private final int threads;
  private final NativeWeights weights;

  /**
   * Copies the weights.
   *
   * @param m rows: the batch
   * @param n outputs a row
   * @param k inputs a row
   * @param transposed whether the weights are stored k x n, instead of n x k
   * @param bias n values; null for none
   * @param threads how many threads OpenBLAS may use
   */
  public BlasInnerProduct(
      int m, int n, int k, boolean transposed, float[] weights, float[] bias, int threads) {
    this.m = m;
    this.n = n;
    this.k = k;
    this.transposed = transposed;
    this.threads = threads;
    this.weights = new NativeWeights(weights, bias, m);
  }

  /** Whether both matrices are in the range of this kernel. */
  public static boolean supported(int m, int n, int k) {
    return (long) m * k <= NativeFloats.MAX_BUFFER && (long) m * n <= NativeFloats.MAX_BUFFER;
  }

  @Override
  public String description() {
    return "sgemm";
  }

  @Override
  public long scratchFloats() {
    return (long) m * k + (long) m * n;
  }

  @Override
  public Runnable bind(Tensor input, Tensor output, NativeFloats scratch) {
    FloatBuffer rows = scratch.buffer(0, (long) m * k);
    FloatBuffer result = scratch.buffer((long) m * k, (long) m * n);
    FloatPointer rowsPointer = scratch.pointer(0);
    FloatPointer resultPointer = scratch.pointer((long) m * k);
    FloatPointer weightPointer = weights.groups(1)[0];
    FloatPointer bias = weights.hasBias() ? weights.bias() : null;
    FloatPointer ones = weights.hasBias() ? weights.ones() : null;
    return () -> {
      rows.put(0, input.array(), input.offset(), m * k);
      BlasThreads.PROCESS.enter(threads);
      try {
        Blas.sgemm(false, !transposed, m, n, k, rowsPointer, weightPointer, 0, resultPointer);
        if (bias != null) {
          Blas.sgemm(false, false, m, n, 1, ones, bias, 1, resultPointer);
        }
      } finally {
        BlasThreads.PROCESS.leave();
      }
      result.get(0, output.array(), output.offset(), m * n);
    };
  }

  @Override
  public void close() {
    weights.close();
  }
}
