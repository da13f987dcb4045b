package org.dyvedeep.engine.plan;

import java.util.List;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;

/**
 * A step that writes values with borders. Kernels write no borders and readers rely on zeros there,
 * while the memory may have held something else: so the borders are cleared before each writing.
 * They are a small part of a value.
 */
record BorderedStep(Step step, List<Region> outputs) implements Step {
  @Override
  public void run() {
    for (int i = 0; i < outputs.size(); i++) {
      clear(outputs.get(i));
    }
    step.run();
  }

  @Override
  public String remark() {
    return step.remark();
  }

  private static void clear(Region region) {
    for (int n = 0; n < region.images(); n++) {
      if (region.layout() instanceof BlockedLayout blocked) {
        blocked.clearBorder(region.array(), region.image(n));
      } else if (region.layout() instanceof PlanarLayout planar) {
        planar.clearBorder(region.array(), region.image(n));
      }
    }
  }
}
