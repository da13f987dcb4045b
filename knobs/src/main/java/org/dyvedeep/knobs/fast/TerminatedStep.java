package org.dyvedeep.knobs.fast;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.TerminatedConvolution;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;

/**
 * A convolution with SPET on the memory of a session: for each image, threads share first its copy
 * to planes and then its outputs. Parts are unequal, since neurons stop where they will.
 */
final class TerminatedStep implements Step {
  /** More parts than threads, so that nobody waits long for the last one. */
  private static final int PARTS_PER_THREAD = 8;

  /** Stretches whose sums and inputs stay in a near cache while outputs pass. */
  private static final int MOST_STRETCHES = 96;

  /** Outputs that lie in one cache line are mostly left to one thread. */
  private static final int LEAST_OUTPUTS = BlockedLayout.BLOCK / 2;

  private final TerminatedConvolution kernel;
  private final int images;
  private final Team team;
  private final Region x;
  private final Region y;
  private final float[] planes;
  private final int firstPlane;
  private final TerminatedConvolution.Room[] rooms;
  private final int stretchParts;
  private final int outputParts;
  private final int fillParts;
  // Made once, since a run must not allocate.
  private final Team.Task fill = (part, worker) -> fillPart(part);
  private final Team.Task run = this::runPart;
  private int image;

  TerminatedStep(TerminatedConvolution kernel, int images, int threads, NodeMemory memory) {
    this.kernel = kernel;
    this.images = images;
    this.team = memory.team();
    this.x = memory.input(0);
    this.y = memory.output(0);
    this.planes = memory.scratch();
    this.firstPlane = CacheLines.start(0, kernel.planeFloats());
    int wanted = threads == 1 ? 1 : threads * PARTS_PER_THREAD;
    stretchParts = (kernel.stretches() + MOST_STRETCHES - 1) / MOST_STRETCHES;
    outputParts =
        Math.max(
            1,
            Math.min(kernel.outputs() / LEAST_OUTPUTS, (wanted + stretchParts - 1) / stretchParts));
    fillParts = Math.min(threads, (channels() + BlockedLayout.BLOCK - 1) / BlockedLayout.BLOCK);
    rooms = new TerminatedConvolution.Room[threads];
    int stretches = (kernel.stretches() + stretchParts - 1) / stretchParts;
    Arrays.setAll(rooms, worker -> new TerminatedConvolution.Room(stretches));
  }

  private int channels() {
    return kernel.shape().in().channels();
  }

  @Override
  public void run() {
    for (image = 0; image < images; image++) {
      team.run(fill, fillParts);
      team.run(run, stretchParts * outputParts);
    }
  }

  private void fillPart(int part) {
    kernel.fill(
        x.array(),
        x.image(image),
        planes,
        firstPlane,
        Team.begin(channels(), part, fillParts),
        Team.begin(channels(), part + 1, fillParts));
  }

  private void runPart(int part, int worker) {
    int stretches = part / outputParts;
    int outputs = part % outputParts;
    kernel.run(
        planes,
        firstPlane,
        y.array(),
        y.image(image),
        Team.begin(kernel.outputs(), outputs, outputParts),
        Team.begin(kernel.outputs(), outputs + 1, outputParts),
        Team.begin(kernel.stretches(), stretches, stretchParts),
        Team.begin(kernel.stretches(), stretches + 1, stretchParts),
        rooms[worker]);
  }
}
