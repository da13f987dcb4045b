package org.dyvedeep.tools.report;

import org.dyvedeep.knobs.plan.Loss;

/** Accuracy of a dense and a dynamic network on the same images. */
public final class PairedAccuracy {
  private final Accuracy dense = new Accuracy();
  private final Accuracy dynamic = new Accuracy();
  private long onlyDense;
  private long onlyDynamic;

  /**
   * Counts one image.
   *
   * @param denseScores one score a class
   * @param dynamicScores those of the other network
   * @param label the right class
   * @throws IllegalArgumentException if the label is not one of the classes
   */
  public void add(float[] denseScores, float[] dynamicScores, int label) {
    boolean denseRight = dense.add(denseScores, 0, denseScores.length, label);
    boolean dynamicRight = dynamic.add(dynamicScores, 0, dynamicScores.length, label);
    onlyDense += denseRight && !dynamicRight ? 1 : 0;
    onlyDynamic += dynamicRight && !denseRight ? 1 : 0;
  }

  /** The dense network's. */
  public Accuracy dense() {
    return dense;
  }

  /** The dynamic network's. */
  public Accuracy dynamic() {
    return dynamic;
  }

  /** On how many images the label scored best in the dense network and not in the other. */
  public long onlyDense() {
    return onlyDense;
  }

  /** On how many images the label scored best in the dynamic network and not in the other. */
  public long onlyDynamic() {
    return onlyDynamic;
  }

  /** What the dynamic network loses in top-1 accuracy. */
  public Loss loss() {
    return Loss.paired(dense.images(), onlyDense, onlyDynamic);
  }
}
