package org.dyvedeep.knobs.fast;

import org.dyvedeep.engine.kernel.SampledConvolution;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;

/**
 * A convolution with SDSS on the memory of a session: image after image, three stages each, which
 * threads share.
 */
final class SampledStep implements Step {
  private final SampledConvolution kernel;
  private final int images;
  private final int parts;
  private final Team team;
  private final Region x;
  private final Region y;
  private final int[] kept;
  private final int[] counts;
  private final int[] in;
  private final int[] out;
  // Made once, since a run must not allocate.
  private final TileRange gridRange = this::runGrid;
  private final TileRange listedRange = this::runListed;
  private final Team.Task grid = (part, worker) -> runGridPart(part);
  private final Team.Task decisions = (part, worker) -> decide(part);
  private final Team.Task listed = (part, worker) -> runListedPart(part);
  private int image;
  private int listedTiles;

  /**
   * Takes room for lists.
   *
   * @param parts how many parts a stage is cut into
   */
  SampledStep(SampledConvolution kernel, int images, int parts, NodeMemory memory) {
    this.kernel = kernel;
    this.images = images;
    this.parts = parts;
    this.team = memory.team();
    this.x = memory.input(0);
    this.y = memory.output(0);
    this.kept = new int[kernel.rest()];
    this.counts = new int[parts];
    this.in = new int[kernel.listLength()];
    this.out = new int[kernel.listLength()];
  }

  @Override
  public void run() {
    for (image = 0; image < images; image++) {
      team.run(grid, parts);
      team.run(decisions, parts);
      list();
      if (listedTiles > 0) {
        team.run(listed, parts);
      }
      kernel.rectify(y.array(), y.image(image));
    }
  }

  private void list() {
    int count = 0;
    for (int part = 0; part < parts; part++) {
      kernel.list(kept, Team.begin(kernel.rest(), part, parts), counts[part], in, out, count);
      count += counts[part];
    }
    listedTiles = kernel.completeTiles(in, out, count);
  }

  private void decide(int part) {
    int from = Team.begin(kernel.rest(), part, parts);
    int to = Team.begin(kernel.rest(), part + 1, parts);
    counts[part] = kernel.decide(y.array(), y.image(image), from, to, kept, from);
  }

  private void runGridPart(int part) {
    share(kernel.gridTiles(), part, gridRange);
  }

  private void runGrid(int strip, int fromTile, int toTile) {
    kernel.runGrid(
        x.array(), x.image(image), y.array(), y.image(image), strip, strip + 1, fromTile, toTile);
  }

  private void runListedPart(int part) {
    share(listedTiles, part, listedRange);
  }

  private void runListed(int strip, int fromTile, int toTile) {
    kernel.runListed(
        x.array(),
        x.image(image),
        y.array(),
        y.image(image),
        strip,
        strip + 1,
        in,
        out,
        fromTile,
        toTile);
  }

  /** Strip after strip: a part has those tiles of a strip that the part before it did not have. */
  private void share(int tiles, int part, TileRange range) {
    int end = Team.begin(kernel.strips() * tiles, part + 1, parts);
    int next;
    for (int unit = Team.begin(kernel.strips() * tiles, part, parts); unit < end; unit = next) {
      int strip = unit / tiles;
      next = Math.min(end, (strip + 1) * tiles);
      range.run(strip, unit - strip * tiles, next - strip * tiles);
    }
  }

  /** Computes tiles of a strip. */
  @FunctionalInterface
  private interface TileRange {
    void run(int strip, int fromTile, int toTile);
  }
}
