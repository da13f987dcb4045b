package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The first input cut to the second's extents from an axis on.
 *
 * @param axis the first axis that is cut
 * @param offsets where the cut begins along each cut axis; one for all, or none for 0
 */
public record Crop(int axis, List<Integer> offsets) implements Operation {
  /** Copies the list. */
  public Crop {
    offsets = List.copyOf(offsets);
  }

  /** Where the cut begins along an axis of the input. */
  public int offset(Shape input, int at) {
    int first = input.canonicalAxis(axis);
    if (at < first || offsets.isEmpty()) {
      return 0;
    }
    return offsets.size() == 1 ? offsets.get(0) : offsets.get(at - first);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Arity.between(this, inputs, 2, 2);
    Shape input = inputs.get(0);
    Shape reference = inputs.get(1);
    int first = input.canonicalAxis(axis);
    Arity.require(
        input.rank() <= reference.rank(), this, reference + " has fewer axes than " + input);
    Arity.require(
        offsets.size() <= 1 || offsets.size() == input.rank() - first,
        this,
        offsets.size() + " offsets for " + (input.rank() - first) + " axes");
    int[] dims = input.dims();
    for (int i = first; i < dims.length; i++) {
      int offset = offset(input, i);
      Arity.require(
          offset >= 0 && (long) offset + reference.dim(i) <= dims[i],
          this,
          "offset "
              + offset
              + " and extent "
              + reference.dim(i)
              + " exceed axis "
              + i
              + " of "
              + input);
      dims[i] = reference.dim(i);
    }
    return List.of(Shape.of(dims));
  }
}
