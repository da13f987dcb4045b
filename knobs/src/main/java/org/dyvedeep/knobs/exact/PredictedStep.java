package org.dyvedeep.knobs.exact;

import java.util.Locale;
import org.dyvedeep.engine.kernel.PredictedProduct;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Tensor;

/** A layer that is predicted, on the memory of a session: two stages, which threads share. */
final class PredictedStep implements Step {
  /** Outputs that are computed may lie close together, so that parts are uneven. */
  private static final int COMPLETIONS_PER_PART = 4;

  private final PredictedProduct kernel;
  private final PredictedProduct.Bound layer;
  private final int rows;
  private final int parts;
  private final Team team;
  private final Tensor x;
  private final Tensor y;
  // Made once, since a run must not allocate.
  private final Team.Task prediction = (part, worker) -> predict(part);
  private final Team.Task completion = (part, worker) -> complete(part);
  private int row;
  private int completions;

  /**
   * Takes room for lists and sums.
   *
   * @param rows of inputs, which are taken one after the other
   * @param parts how many parts the first stage is cut into
   */
  PredictedStep(PredictedProduct kernel, int rows, int parts, NodeMemory memory) {
    this.kernel = kernel;
    this.layer = kernel.bind();
    this.rows = rows;
    this.parts = parts;
    this.team = memory.team();
    this.x = memory.inputs()[0];
    this.y = memory.outputs()[0];
  }

  @Override
  public void run() {
    for (row = 0; row < rows; row++) {
      layer.list(x.array(), xRow());
      team.run(prediction, parts);
      layer.settle();
      // By columns, long ranges are best.
      completions = parts > 1 && layer.byRows() ? parts * COMPLETIONS_PER_PART : parts;
      team.run(completion, completions);
    }
  }

  private int xRow() {
    return x.offset() + row * kernel.inputs();
  }

  private void predict(int part) {
    int blocks = kernel.blocks();
    layer.predict(Team.begin(blocks, part, parts), Team.begin(blocks, part + 1, parts));
  }

  private void complete(int part) {
    layer.complete(
        x.array(),
        xRow(),
        y.array(),
        y.offset() + row * kernel.outputs(),
        Team.begin(kernel.blocks(), part, completions),
        Team.begin(kernel.blocks(), part + 1, completions));
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
