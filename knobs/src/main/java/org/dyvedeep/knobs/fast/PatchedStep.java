package org.dyvedeep.knobs.fast;

import java.util.Locale;
import org.dyvedeep.engine.kernel.SampledPatches;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;

/**
 * A convolution with SDSS in patches on the memory of a session: image after image, three stages
 * each, which threads share.
 */
final class PatchedStep implements Step {
  private final SampledPatches kernel;
  private final int images;
  private final int threads;
  private final Team team;
  private final Region x;
  private final Region y;
  private final float[] scratch;
  private final int[] kept;
  private final int[] counts;
  // Made once, since a run must not allocate.
  private final Team.Task decisions = (part, worker) -> decide(part);
  private final Team.Task patches = this::runPart;
  private int image;
  private int[] list;
  private int listed;
  private int groups;
  private int stripParts;

  /** Takes room for lists. */
  PatchedStep(SampledPatches kernel, int images, int threads, NodeMemory memory) {
    this.kernel = kernel;
    this.images = images;
    this.threads = threads;
    this.team = memory.team();
    this.x = memory.input(0);
    this.y = memory.output(0);
    this.scratch = memory.scratch();
    this.kept = new int[kernel.rest()];
    this.counts = new int[threads];
  }

  @Override
  public void run() {
    for (image = 0; image < images; image++) {
      runAll(kernel.grid(), kernel.grid().length);
      team.run(decisions, threads);
      runAll(kept, compact());
      kernel.rectify(y.array(), y.image(image));
    }
  }

  private void decide(int part) {
    int from = Team.begin(kernel.rest(), part, threads);
    int to = Team.begin(kernel.rest(), part + 1, threads);
    counts[part] = kernel.decide(y.array(), y.image(image), from, to, kept, from);
  }

  /** Moves what the parts kept together; returns how many patches that are. */
  private int compact() {
    int count = 0;
    for (int part = 0; part < threads; part++) {
      System.arraycopy(kept, Team.begin(kernel.rest(), part, threads), kept, count, counts[part]);
      count += counts[part];
    }
    return count;
  }

  private void runAll(int[] of, int count) {
    if (count == 0) {
      return;
    }
    list = of;
    listed = count;
    groups = kernel.groups(count, threads);
    stripParts = groups < threads ? Math.min(threads, kernel.strips()) : 1;
    team.run(patches, groups * stripParts);
  }

  private void runPart(int part, int worker) {
    int from = Team.begin(listed, part / stripParts, groups);
    int to = Team.begin(listed, part / stripParts + 1, groups);
    int strips = part % stripParts;
    kernel.run(
        x.array(),
        x.image(image),
        y.array(),
        y.image(image),
        list,
        from,
        to - from,
        Team.begin(kernel.strips(), strips, stripParts),
        Team.begin(kernel.strips(), strips + 1, stripParts),
        scratch,
        CacheLines.start(worker, kernel.scratchFloats()));
  }

  @Override
  public String remark() {
    int all = kernel.grid().length + kernel.rest();
    return String.format(
        Locale.ROOT,
        "%d of %d patches computed in the last image",
        kernel.grid().length + listedAfterwards(),
        all);
  }

  private int listedAfterwards() {
    return list == kept ? listed : 0;
  }
}
