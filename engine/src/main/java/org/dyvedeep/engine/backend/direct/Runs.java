package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.tensor.Tensor;

/**
 * The runs of neighbouring floats that element-wise layers go through: the same number of runs, of
 * the same length, in every value of a layer, whatever borders each has.
 */
final class Runs {
  private final float[] array;
  private final int[] starts;
  private final int length;

  private Runs(float[] array, int[] starts, int length) {
    this.array = array;
    this.starts = starts;
    this.length = length;
  }

  /** A plain value: one run. */
  static Runs of(Tensor tensor) {
    return new Runs(tensor.array(), new int[] {tensor.offset()}, tensor.size());
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
    return new Runs(region.array(), starts, layout.width() * BlockedLayout.BLOCK);
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
}
