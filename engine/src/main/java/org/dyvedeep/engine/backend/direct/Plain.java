package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.tensor.Shape;

/** The plain layout in the kernels' terms. */
final class Plain {
  private Plain() {}

  /** The layout of an image of a plain value of 4 axes. */
  static PlanarLayout layout(Shape shape) {
    return new PlanarLayout(shape.dim(1), shape.dim(2), shape.dim(3), 0, 0);
  }
}
