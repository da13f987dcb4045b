package org.dyvedeep.benchmarks;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS's sgemm or sgemv as a layer would call it: the column matrix is there already. */
final class Sgemm implements AutoCloseable {
  private final LayerShape shape;
  private final int batch;
  private final FloatPointer weights;
  private final FloatPointer columns;
  private final FloatPointer result;

  /** Copies the weights; the column matrix holds arbitrary numbers. */
  Sgemm(LayerShape shape, float[] weights, int batch) {
    openblas_nolapack.blas_set_num_threads(1);
    this.shape = shape;
    this.batch = batch;
    this.weights = new FloatPointer(weights);
    this.columns = numbers((long) shape.group() * shape.taps() * shape.positions() * batch);
    this.result = numbers((long) shape.outputs() * shape.positions() * batch);
  }

  private static FloatPointer numbers(long count) {
    FloatPointer pointer = new FloatPointer(count);
    for (long i = 0; i < count; i++) {
      pointer.put(i, i % 7 * 0.25f);
    }
    return pointer;
  }

  /** The product, without im2col. */
  void multiply() {
    int m = shape.outputs() / shape.group();
    int n = shape.positions();
    int k = shape.taps();
    if (shape.fullyConnected()) {
      fullyConnected(m, k);
      return;
    }
    for (int g = 0; g < shape.group(); g++) {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasNoTrans,
          openblas_nolapack.CblasNoTrans,
          m,
          n,
          k,
          1,
          weights.getPointer((long) g * m * k),
          k,
          columns.getPointer((long) g * k * n),
          n,
          0,
          result.getPointer((long) g * m * n),
          n);
    }
  }

  private void fullyConnected(int m, int k) {
    if (batch == 1) {
      openblas_nolapack.cblas_sgemv(
          openblas_nolapack.CblasRowMajor,
          openblas_nolapack.CblasNoTrans,
          m,
          k,
          1,
          weights,
          k,
          columns,
          1,
          0,
          result,
          1);
      return;
    }
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        openblas_nolapack.CblasNoTrans,
        openblas_nolapack.CblasTrans,
        batch,
        m,
        k,
        1,
        columns,
        k,
        weights,
        k,
        0,
        result,
        m);
  }

  /** Frees the matrices. */
  @Override
  public void close() {
    weights.close();
    columns.close();
    result.close();
  }
}
