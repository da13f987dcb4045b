package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;

/** A kernel from one value to another that can compute an image in parts. */
@FunctionalInterface
interface PartKernel {
  /**
   * Computes what lies in a range of rows and of columns of a {@link Split}, upper bounds excluded,
   * of the image that begins at x[xImage] into the one that begins at y[yImage].
   *
   * @param scratch room for this thread only, from so
   */
  void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn,
      float[] scratch,
      int so);

  /**
   * Binds the kernel to the memory of a session.
   *
   * @param scratchFloats scratch that each thread needs
   */
  default Step bind(Split split, int scratchFloats, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    float[] scratch = memory.scratch();
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            run(
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromRow(part),
                split.toRow(part),
                split.fromColumn(part),
                split.toColumn(part),
                scratch,
                CacheLines.start(worker, scratchFloats));
    return () -> team.run(task, split.parts());
  }

  /**
   * A node that runs the kernel.
   *
   * @param operator what reports call it
   * @param scratchFloats scratch that each thread needs
   */
  default DirectNode node(String operator, Split split, int scratchFloats, int threads) {
    int all = CacheLines.floatsOf(threads, scratchFloats);
    return new DirectNode(operator, all, memory -> bind(split, scratchFloats, memory));
  }
}
