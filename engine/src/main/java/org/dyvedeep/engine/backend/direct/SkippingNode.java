package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A convolution that leaves out zero inputs in images that have enough of them.
 *
 * @param dense what runs other images
 * @param split how the work of both is cut; its rows and columns are the dense kernel's
 * @param mostLive up to which share of live taps an image is run from listed ones
 */
record SkippingNode(
    SparseInputConvolution sparse, PartKernel dense, Split split, double mostLive, int threads)
    implements PreparedNode {
  @Override
  public String operator() {
    return "direct: zero inputs skipped";
  }

  @Override
  public Step bind(NodeMemory memory) {
    return new SkippingStep(this, memory);
  }
}
