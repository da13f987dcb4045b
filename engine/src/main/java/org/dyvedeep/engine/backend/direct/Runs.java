package org.dyvedeep.engine.backend.direct;

import java.util.function.IntConsumer;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The runs of neighbouring floats that element-wise layers go through: the same number of runs, of
 * the same length, in every value of a layer, whatever borders each has.
 */
final class Runs {
  private final float[] array;
  private final int[] starts;
  private final int length;
  private final int rows;
  private final int blocks;

  private Runs(float[] array, int[] starts, int length, int rows, int blocks) {
    this.array = array;
    this.starts = starts;
    this.length = length;
    this.rows = rows;
    this.blocks = blocks;
  }

  /** A plain value: one run. */
  static Runs of(Tensor tensor) {
    return new Runs(tensor.array(), new int[] {tensor.offset()}, tensor.size(), 1, 1);
  }

  /** A blocked value: a run for each row of each block, without the border. */
  static Runs of(Region region) {
    ActivationLayout layout = region.layout();
    int blocks = ((BlockedLayout) layout).blocks();
    int[] starts = new int[region.images() * blocks * layout.height()];
    for (int i = 0; i < starts.length; i++) {
      int row = i % layout.height();
      int block = i / layout.height() % blocks;
      int image = i / layout.height() / blocks;
      starts[i] = region.image(image) + layout.offset(block * BlockedLayout.BLOCK, row, 0);
    }
    int length = layout.width() * BlockedLayout.BLOCK;
    return new Runs(region.array(), starts, length, layout.height(), blocks);
  }

  static Runs input(NodeMemory memory, int index, boolean blocked) {
    return blocked ? of(memory.input(index)) : of(memory.inputs()[index]);
  }

  static Runs output(NodeMemory memory, boolean blocked) {
    return blocked ? of(memory.output(0)) : of(memory.outputs()[0]);
  }

  float[] array() {
    return array;
  }

  int count() {
    return starts.length;
  }

  int start(int run) {
    return starts[run];
  }

  int length() {
    return length;
  }

  /** The block of 16 channels that a run belongs to; 0 in plain values. */
  int block(int run) {
    return run / rows % blocks;
  }

  boolean inLastBlock(int run) {
    return block(run) == blocks - 1;
  }

  /** A step that does something to each run of an output, shared by threads. */
  static Step step(Team team, Runs output, int threads, IntConsumer body) {
    long floats = (long) output.count() * output.length();
    Split split = Split.of(1, output.count(), 1, floats, threads);
    Team.Task task =
        (part, worker) -> {
          for (int run = split.fromRow(part); run < split.toRow(part); run++) {
            body.accept(run);
          }
        };
    return () -> team.run(task, split.parts());
  }
}
