package org.dyvedeep.knobs.fast;

import org.dyvedeep.engine.kernel.SampledConvolution;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A convolution with SDSS, weights packed.
 *
 * @param images the batch
 */
record SampledLayer(SampledConvolution kernel, int images, int threads) implements PreparedNode {
  /** More parts than threads, so that nobody waits long for the last one. */
  private static final int PARTS_PER_THREAD = 4;

  @Override
  public String operator() {
    return "tuned-dynamic: SDSS";
  }

  @Override
  public Step bind(NodeMemory memory) {
    int parts = threads == 1 ? 1 : threads * PARTS_PER_THREAD;
    return new SampledStep(kernel, images, parts, memory);
  }
}
