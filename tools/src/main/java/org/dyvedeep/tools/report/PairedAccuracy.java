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
   * @param ofDense whether it is right in the dense network
   * @param ofDynamic the same of the other network
   */
  public void add(Hit ofDense, Hit ofDynamic) {
    dense.add(ofDense.best(), ofDense.amongFive());
    dynamic.add(ofDynamic.best(), ofDynamic.amongFive());
    onlyDense += ofDense.best() && !ofDynamic.best() ? 1 : 0;
    onlyDynamic += ofDynamic.best() && !ofDense.best() ? 1 : 0;
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
