package org.dyvedeep.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The input cut into pieces along an axis, the inverse of {@link Concat}.
 *
 * @param axis the axis that is cut
 * @param points where the second and later pieces begin; empty for equal pieces
 * @param pieces how many outputs there are
 */
public record Slice(int axis, List<Integer> points, int pieces) implements Operation {
  /** Copies the list. */
  public Slice {
    points = List.copyOf(points);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int extent = input.dim(axis);
    Arity.require(pieces >= 1, this, "there must be at least one output");
    List<Shape> shapes = new ArrayList<>();
    if (points.isEmpty()) {
      Arity.require(
          extent % pieces == 0, this, "extent " + extent + " cannot be cut into " + pieces);
      for (int i = 0; i < pieces; i++) {
        shapes.add(input.with(axis, extent / pieces));
      }
      return List.copyOf(shapes);
    }
    Arity.require(
        points.size() == pieces - 1,
        this,
        pieces + " outputs need " + (pieces - 1) + " slice points, got " + points.size());
    int start = 0;
    for (int i = 0; i < pieces; i++) {
      int end = i < points.size() ? points.get(i) : extent;
      Arity.require(
          end > start && end <= extent,
          this,
          "slice points " + points + " must increase inside extent " + extent);
      shapes.add(input.with(axis, end - start));
      start = end;
    }
    return List.copyOf(shapes);
  }
}
