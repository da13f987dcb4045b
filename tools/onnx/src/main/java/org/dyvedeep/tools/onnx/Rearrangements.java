package org.dyvedeep.tools.onnx;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.op.Tile;
import org.dyvedeep.engine.tensor.Shape;

/** Layers that move elements and change none. */
final class Rearrangements {
  private Rearrangements() {}

  /** The same elements under the output's shape. */
  static void reshape(Layer layer, Operation operation) {
    layer.output(0, layer.reshape(layer.input(0), layer.outputShape(0)));
  }

  static void concat(Layer layer, Concat operation) {
    int axis = layer.inputShape(0).canonicalAxis(operation.axis());
    layer.output(0, layer.step("Concat", layer.inputs()).set("axis", axis).result());
  }

  static void split(Layer layer, Split operation) {
    for (int i = 0; i < operation.copies(); i++) {
      layer.output(i, layer.input(0));
    }
  }

  static void slice(Layer layer, Slice operation) {
    int axis = layer.inputShape(0).canonicalAxis(operation.axis());
    long[] extents = new long[layer.outputs()];
    Arrays.setAll(extents, i -> layer.outputShape(i).dim(axis));
    List<String> pieces =
        layer
            .step("Split", layer.input(0), layer.longs(extents))
            .set("axis", axis)
            .results(extents.length);
    for (int i = 0; i < extents.length; i++) {
      layer.output(i, pieces.get(i));
    }
  }

  static void crop(Layer layer, Crop operation) {
    Shape in = layer.inputShape(0);
    int first = in.canonicalAxis(operation.axis());
    long[] axes = Longs.range(first, in.rank());
    long[] starts = Arrays.stream(axes).map(axis -> operation.offset(in, (int) axis)).toArray();
    long[] ends = new long[axes.length];
    Arrays.setAll(ends, i -> starts[i] + layer.outputShape(0).dim(first + i));
    layer.output(
        0,
        layer.apply(
            "Slice", layer.input(0), layer.longs(starts), layer.longs(ends), layer.longs(axes)));
  }

  static void tile(Layer layer, Tile operation) {
    Shape in = layer.inputShape(0);
    long[] repeats = new long[in.rank()];
    Arrays.fill(repeats, 1);
    repeats[in.canonicalAxis(operation.axis())] = operation.tiles();
    layer.output(0, layer.apply("Tile", layer.input(0), layer.longs(repeats)));
  }
}
