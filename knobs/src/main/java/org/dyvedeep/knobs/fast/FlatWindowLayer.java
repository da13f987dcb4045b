package org.dyvedeep.knobs.fast;

import org.dyvedeep.engine.kernel.FlatWindowConvolution;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A convolution with SFMA, weights packed.
 *
 * @param operator what reports call it
 * @param images the batch
 */
record FlatWindowLayer(String operator, FlatWindowConvolution kernel, int images, int threads)
    implements PreparedNode {
  /** Tiles are unequal: where windows are flat, there is little to do. */
  private static final int PARTS_PER_THREAD = 8;

  @Override
  public Step bind(NodeMemory memory) {
    int parts = threads == 1 ? 1 : Math.min(kernel.tiles(), threads * PARTS_PER_THREAD);
    return new FlatWindowStep(this, parts, memory);
  }
}
