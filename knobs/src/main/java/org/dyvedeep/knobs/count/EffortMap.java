package org.dyvedeep.knobs.count;

/**
 * Where a layer spends its operations: those carried out, and what knobs added for single neurons.
 * Tests that are shared by all outputs (SFMA, ZIS) belong to no neuron and are not in it.
 */
public final class EffortMap {
  private final int height;
  private final int width;
  private final long[] byOutput;
  private final long[] byPosition;

  EffortMap(int height, int width, long[] byOutput, long[] byPosition) {
    this.height = height;
    this.width = width;
    this.byOutput = byOutput;
    this.byPosition = byPosition;
  }

  /** Rows of an output map. */
  public int height() {
    return height;
  }

  /** Columns of an output map. */
  public int width() {
    return width;
  }

  /** Operations of each output feature, summed up over positions and images. */
  public long[] byOutput() {
    return byOutput.clone();
  }

  /** Operations at each position, row-major, summed up over output features and images. */
  public long[] byPosition() {
    return byPosition.clone();
  }
}
