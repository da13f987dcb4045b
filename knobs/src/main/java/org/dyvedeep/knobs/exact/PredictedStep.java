package org.dyvedeep.knobs.exact;

import java.util.Locale;
import org.dyvedeep.engine.kernel.PredictedProduct;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Tensor;

/** A layer that is predicted, on the memory of a session: two stages, which threads share. */
final class PredictedStep implements Step {
  private final PredictedProduct kernel;
  private final PredictedProduct.Bound layer;
  private final int parts;
  private final Team team;
  private final Tensor x;
  private final Tensor y;
  // Made once, since a run must not allocate.
  private final Team.Task prediction = (part, worker) -> predict(part);
  private final Team.Task completion = (part, worker) -> complete(part);

  /**
   * Takes room for lists and sums.
   *
   * @param parts how many parts a stage is cut into
   */
  PredictedStep(PredictedProduct kernel, int parts, NodeMemory memory) {
    this.kernel = kernel;
    this.layer = kernel.bind();
    this.parts = parts;
    this.team = memory.team();
    this.x = memory.inputs()[0];
    this.y = memory.outputs()[0];
  }

  @Override
  public void run() {
    layer.list(x.array(), x.offset());
    team.run(prediction, parts);
    layer.settle();
    team.run(completion, parts);
  }

  private void predict(int part) {
    layer.predict(first(part), first(part + 1));
  }

  private void complete(int part) {
    layer.complete(x.array(), x.offset(), y.array(), y.offset(), first(part), first(part + 1));
  }

  private int first(int part) {
    return Team.begin(kernel.blocks(), part, parts);
  }

  @Override
  public String remark() {
    return String.format(
        Locale.ROOT,
        "%.1f%% of inputs, %.1f%% of outputs computed by %s",
        100.0 * layer.nonzeroInputs() / kernel.inputs(),
        100.0 * layer.kept() / kernel.outputs(),
        layer.byRows() ? "rows" : "columns");
  }
}
