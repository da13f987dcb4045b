package org.dyvedeep.knobs.exact;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.backend.direct.DirectBackend;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.pass.Pass;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.OperatorProvider;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;

/**
 * Back end {@code exact-dynamic}: back end {@code direct} with zero-input skipping where it saves
 * time (in convolutions decided anew for each image), without fully-connected outputs that ReLU is
 * proven to make zero, and with pruned fully-connected weights that stay compressed. Results are
 * those of {@code direct} up to rounding.
 */
public final class ExactDynamicBackend implements Backend {
  private final Backend dense;
  private final OperatorProvider sparse;

  /** Takes the best kernels of this machine. */
  public ExactDynamicBackend() {
    this(new DirectBackend().skippingZeros(), KernelLookup.best());
  }

  /**
   * Takes other kernels.
   *
   * @param dense who runs the layers that nothing is skipped in
   */
  ExactDynamicBackend(Backend dense, Kernels kernels) {
    this.dense = dense;
    this.sparse =
        (node, options) ->
            SparseWeightLayer.prepare(node, options, SparseWeightLayer.PRUNED)
                .or(() -> PredictedLayer.prepare(kernels, node, options))
                .or(() -> SparseWeightLayer.prepare(node, options, SparseWeightLayer.HALF_PRUNED))
                .or(() -> SparseInputLayer.prepare(kernels, node, options));
  }

  @Override
  public String name() {
    return "exact-dynamic";
  }

  @Override
  public Pass passes() {
    return dense.passes();
  }

  @Override
  public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
    return sparse.prepare(node, options).or(() -> dense.prepare(node, options));
  }

  @Override
  public Optional<Offer> offer(Node node, List<LayoutKind> inputs, PlanOptions options) {
    return sparse.offer(node, inputs, options).or(() -> dense.offer(node, inputs, options));
  }
}
