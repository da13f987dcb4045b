package org.dyvedeep.knobs.fast;

import org.dyvedeep.engine.kernel.TerminatedConvolution;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A convolution with SPET, weights packed.
 *
 * @param images the batch
 */
record TerminatedLayer(TerminatedConvolution kernel, int images, int threads)
    implements PreparedNode {
  @Override
  public String operator() {
    return "tuned-dynamic: SPET";
  }

  @Override
  public int scratchFloats() {
    return CacheLines.floatsOf(1, kernel.planeFloats());
  }

  @Override
  public Step bind(NodeMemory memory) {
    return new TerminatedStep(kernel, images, threads, memory);
  }
}
