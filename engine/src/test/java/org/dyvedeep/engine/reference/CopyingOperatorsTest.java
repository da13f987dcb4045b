package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Reshape;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.op.Tile;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The operations that move elements without changing them: results must be equal. */
class CopyingOperatorsTest {
  @Property(tries = 200)
  void concat(@ForAll long seed) {
    OperatorCheck.agrees(
        Concat.class,
        seed,
        0,
        (concat, inputs, weights) -> {
          Shape first = inputs.get(0).shape();
          int axis = first.canonicalAxis(concat.axis());
          int extent = inputs.stream().mapToInt(input -> input.shape().dim(axis)).sum();
          return List.of(
              NaiveTensor.generate(first.with(axis, extent), at -> pick(inputs, axis, at)));
        });
  }

  private static double pick(List<NaiveTensor> inputs, int axis, int[] at) {
    int[] in = at.clone();
    for (NaiveTensor input : inputs) {
      if (input.contains(in)) {
        return input.at(in);
      }
      in[axis] -= input.shape().dim(axis);
    }
    throw new AssertionError("an output that no input has");
  }

  @Property(tries = 200)
  void slice(@ForAll long seed) {
    OperatorCheck.agrees(
        Slice.class,
        seed,
        0,
        (slice, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int axis = x.shape().canonicalAxis(slice.axis());
          List<NaiveTensor> outputs = new ArrayList<>();
          for (int i = 0; i < slice.pieces(); i++) {
            int equal = x.shape().dim(axis) / slice.pieces();
            List<Integer> points = slice.points();
            int start = points.isEmpty() ? i * equal : i == 0 ? 0 : points.get(i - 1);
            int end =
                points.isEmpty()
                    ? start + equal
                    : i == points.size() ? x.shape().dim(axis) : points.get(i);
            outputs.add(
                NaiveTensor.generate(
                    x.shape().with(axis, end - start), at -> x.at(shifted(at, axis, start))));
          }
          return outputs;
        });
  }

  private static int[] shifted(int[] at, int axis, int by) {
    int[] in = at.clone();
    in[axis] += by;
    return in;
  }

  @Property(tries = 200)
  void crop(@ForAll long seed) {
    OperatorCheck.agrees(
        Crop.class,
        seed,
        0,
        (crop, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int first = x.shape().canonicalAxis(crop.axis());
          return List.of(
              NaiveTensor.generate(
                  inputs.get(1).shape(),
                  at -> {
                    int[] in = at.clone();
                    for (int i = first; i < in.length && !crop.offsets().isEmpty(); i++) {
                      in[i] += crop.offsets().get(crop.offsets().size() == 1 ? 0 : i - first);
                    }
                    return x.at(in);
                  }));
        });
  }

  @Property(tries = 200)
  void tile(@ForAll long seed) {
    OperatorCheck.agrees(
        Tile.class,
        seed,
        0,
        (tile, inputs, weights) -> {
          NaiveTensor x = inputs.get(0);
          int axis = x.shape().canonicalAxis(tile.axis());
          int extent = x.shape().dim(axis);
          return List.of(
              NaiveTensor.generate(
                  x.shape().with(axis, extent * tile.tiles()),
                  at -> x.at(shifted(at, axis, at[axis] % extent - at[axis]))));
        });
  }

  @Property(tries = 100)
  void split(@ForAll long seed) {
    OperatorCheck.agrees(
        Split.class,
        seed,
        0,
        (split, inputs, weights) -> Collections.nCopies(split.copies(), inputs.get(0)));
  }

  @Property(tries = 100)
  void identity(@ForAll long seed) {
    OperatorCheck.agrees(Identity.class, seed, 0, (identity, inputs, weights) -> inputs);
  }

  @Property(tries = 20)
  void silence(@ForAll long seed) {
    OperatorCheck.agrees(Silence.class, seed, 0, (silence, inputs, weights) -> List.of());
  }

  @Property(tries = 100)
  void reshape(@ForAll long seed) {
    OperatorCheck.agrees(
        Reshape.class,
        seed,
        0,
        (reshape, inputs, weights) -> {
          Shape shape = inputs.get(0).shape();
          Shape joined = Shape.of(shape.dim(0), shape.size() / shape.dim(0));
          return List.of(renamed(inputs.get(0), joined));
        });
  }

  @Property(tries = 100)
  void flatten(@ForAll long seed) {
    OperatorCheck.agrees(
        Flatten.class,
        seed,
        0,
        (flatten, inputs, weights) -> {
          Shape shape = inputs.get(0).shape();
          List<Integer> dims = new ArrayList<>();
          int joined = 1;
          for (int i = 0; i < shape.rank(); i++) {
            boolean inside =
                i >= shape.canonicalAxis(flatten.axis())
                    && i <= shape.canonicalAxis(flatten.endAxis());
            joined = inside ? joined * shape.dim(i) : 1;
            if (inside && i > shape.canonicalAxis(flatten.axis())) {
              dims.remove(dims.size() - 1);
            }
            dims.add(inside ? joined : shape.dim(i));
          }
          return List.of(
              renamed(inputs.get(0), Shape.of(dims.stream().mapToInt(d -> d).toArray())));
        });
  }

  private static NaiveTensor renamed(NaiveTensor tensor, Shape shape) {
    double[] values = tensor.values();
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return NaiveTensor.of(shape, narrow);
  }

  @Test
  void channelsOfAnImageAreLaidOneAfterTheOther() {
    float[] y =
        OperatorCheck.run(
                new Concat(1),
                List.of(Shape.of(2, 1, 2), Shape.of(2, 2, 2)),
                List.of(new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8, 9, 10, 11, 12}),
                List.of())
            .get(0);
    assertArrayEquals(new float[] {1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12}, y);
  }
}
