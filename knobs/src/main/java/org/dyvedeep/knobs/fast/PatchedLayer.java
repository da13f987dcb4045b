package org.dyvedeep.knobs.fast;

import org.dyvedeep.engine.kernel.SampledPatches;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A convolution with SDSS in patches, weights packed.
 *
 * @param images the batch
 */
record PatchedLayer(SampledPatches kernel, int images, int threads) implements PreparedNode {
  @Override
  public String operator() {
    return "tuned-dynamic: SDSS in Winograd's patches";
  }

  @Override
  public int scratchFloats() {
    return CacheLines.floatsOf(threads, kernel.scratchFloats());
  }

  @Override
  public Step bind(NodeMemory memory) {
    return new PatchedStep(kernel, images, threads, memory);
  }
}
