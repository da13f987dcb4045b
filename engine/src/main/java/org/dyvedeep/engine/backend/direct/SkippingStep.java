package org.dyvedeep.engine.backend.direct;

import java.util.Locale;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;

/**
 * A {@link SkippingNode} on the memory of a session: looks at some tiles of each image, and then
 * runs the kernel that is faster for that share of zeros. Results do not depend on the choice.
 */
final class SkippingStep implements Step {
  /** One tile of so many is looked at: the smallest layers have dozens. */
  private static final int SAMPLE_STEP = 8;

  private final SkippingNode node;
  private final Region x;
  private final Region y;
  private final Team team;
  private final int[][] scratch;
  private final double[] liveShares;
  // Made once, since a run must not allocate.
  private final Team.Task task = (part, worker) -> runPart(part, worker);

  SkippingStep(SkippingNode node, NodeMemory memory) {
    this.node = node;
    this.x = memory.input(0);
    this.y = memory.output(0);
    this.team = memory.team();
    this.scratch = new int[node.threads()][node.sparse().scratchInts()];
    this.liveShares = new double[node.split().images()];
  }

  @Override
  public void run() {
    for (int image = 0; image < liveShares.length; image++) {
      liveShares[image] =
          node.sparse().liveShare(x.array(), x.image(image), SAMPLE_STEP, scratch[0]);
    }
    team.run(task, node.split().parts());
  }

  private void runPart(int part, int worker) {
    Split split = node.split();
    SparseInputConvolution sparse = node.sparse();
    int image = split.image(part);
    int xImage = x.image(image);
    int yImage = y.image(image);
    if (liveShares[image] <= node.mostLive()) {
      int parts = split.parts() / split.images();
      int index = part % parts;
      int from = Team.begin(sparse.tiles(), index, parts);
      int to = Team.begin(sparse.tiles(), index + 1, parts);
      sparse.run(x.array(), xImage, y.array(), yImage, from, to, scratch[worker]);
    } else {
      node.dense()
          .run(
              x.array(),
              xImage,
              y.array(),
              yImage,
              split.fromRow(part),
              split.toRow(part),
              split.fromColumn(part),
              split.toColumn(part),
              null,
              0);
    }
  }

  @Override
  public String remark() {
    int skipping = 0;
    double sum = 0;
    for (double share : liveShares) {
      skipping += share <= node.mostLive() ? 1 : 0;
      sum += share;
    }
    return String.format(
        Locale.ROOT,
        "in %d of %d images; %.0f%% of taps live, skips up to %.0f%%",
        skipping,
        liveShares.length,
        100 * sum / liveShares.length,
        100 * node.mostLive());
  }
}
