package org.dyvedeep.knobs.fast;

import java.util.Arrays;
import java.util.Locale;
import org.dyvedeep.engine.kernel.FlatWindowConvolution;
import org.dyvedeep.engine.kernel.FlatWindowConvolution.Scratch;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;

/** A convolution with SFMA on the memory of a session; threads share tiles of all images. */
final class FlatWindowStep implements Step {
  private final FlatWindowConvolution kernel;
  private final int images;
  private final int parts;
  private final Team team;
  private final Region x;
  private final Region y;
  private final Scratch[] scratch;
  // Made once, since a run must not allocate.
  private final Team.Task task = (part, worker) -> runPart(part, worker);

  /**
   * Takes room for lists.
   *
   * @param parts how many parts an image is cut into
   */
  FlatWindowStep(FlatWindowLayer layer, int parts, NodeMemory memory) {
    this.kernel = layer.kernel();
    this.images = layer.images();
    this.parts = parts;
    this.team = memory.team();
    this.x = memory.input(0);
    this.y = memory.output(0);
    this.scratch = new Scratch[layer.threads()];
    Arrays.setAll(scratch, worker -> kernel.scratch());
  }

  @Override
  public void run() {
    for (Scratch room : scratch) {
      room.forget();
    }
    team.run(task, images * parts);
  }

  private void runPart(int part, int worker) {
    int image = part / parts;
    int from = Team.begin(kernel.tiles(), part % parts, parts);
    int to = Team.begin(kernel.tiles(), part % parts + 1, parts);
    kernel.run(x.array(), x.image(image), y.array(), y.image(image), from, to, scratch[worker]);
  }

  @Override
  public String remark() {
    long listed = 0;
    long taps = 0;
    for (Scratch room : scratch) {
      listed += room.listed();
      taps += room.taps();
    }
    return String.format(Locale.ROOT, "%.0f%% of products", 100.0 * listed / taps);
  }
}
