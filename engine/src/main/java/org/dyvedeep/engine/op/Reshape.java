package org.dyvedeep.engine.op;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * The same elements under another shape, by Caffe's rules.
 *
 * @param dims new extents for the replaced axes: 0 copies the input's, -1 (at most once) is
 *     inferred
 * @param axis the first axis that is replaced; negative counts from the end, -1 being after the
 *     last
 * @param numAxes how many axes are replaced; -1 for all from {@code axis} on
 */
public record Reshape(List<Integer> dims, int axis, int numAxes) implements Operation {
  /** Copies the list. */
  public Reshape {
    dims = List.copyOf(dims);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    int start = axis >= 0 ? axis : input.rank() + axis + 1;
    Arity.require(
        start >= 0 && start <= input.rank(), this, "axis " + axis + " does not exist in " + input);
    long end = numAxes == -1 ? input.rank() : (long) start + numAxes;
    Arity.require(
        numAxes >= -1 && end <= input.rank(),
        this,
        numAxes + " axes from axis " + axis + " exceed those of " + input);
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < start; i++) {
      result.add(input.dim(i));
    }
    int inferred = -1;
    for (int i = 0; i < dims.size(); i++) {
      int dim = dims.get(i);
      Arity.require(dim >= -1, this, "extent " + dim + " is not 0, -1 or positive");
      Arity.require(dim != -1 || inferred == -1, this, "only one extent may be -1");
      Arity.require(
          dim != 0 || start + i < input.rank(), this, "extent 0 at " + i + " has no axis to copy");
      inferred = dim == -1 ? result.size() : inferred;
      result.add(dim == 0 ? input.dim(start + i) : dim);
    }
    for (int i = (int) end; i < input.rank(); i++) {
      result.add(input.dim(i));
    }
    return List.of(complete(input, result, inferred));
  }

  private Shape complete(Shape input, List<Integer> result, int inferred) {
    long known = 1;
    for (int dim : result) {
      known = Math.multiplyExact(known, (long) Math.abs(dim));
      Arity.require(known <= Integer.MAX_VALUE, this, result + " is too large");
    }
    if (inferred >= 0) {
      Arity.require(input.size() % known == 0, this, input + " cannot be reshaped to " + result);
      result.set(inferred, (int) (input.size() / known));
    }
    Shape shape = Shape.of(result.stream().mapToInt(Integer::intValue).toArray());
    Arity.require(shape.size() == input.size(), this, input + " cannot be reshaped to " + shape);
    return shape;
  }

  @Override
  public boolean inPlace() {
    return true;
  }

  @Override
  public boolean view() {
    return true;
  }
}
