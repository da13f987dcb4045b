package org.dyvedeep.tools.onnx;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Pooling.Method;
import org.dyvedeep.engine.op.SpatialPyramidPooling;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.onnx.proto.TensorProto;

/** Pooling by Caffe's rules for sizes, windows at the border and divisors. */
final class Poolings {
  /** What Caffe begins with when it looks for the greatest element. */
  private static final double LOWEST = -Float.MAX_VALUE;

  private Poolings() {}

  static void pooling(Layer layer, Pooling operation) {
    String x = layer.input(0);
    Shape in = layer.inputShape(0);
    if (operation.mask()) {
      masked(layer, operation, x, in);
    } else {
      layer.output(0, pool(layer, operation, x, in));
    }
  }

  static void pyramid(Layer layer, SpatialPyramidPooling operation) {
    Shape in = layer.inputShape(0);
    List<String> levels = new ArrayList<>();
    for (int level = 0; level < operation.height(); level++) {
      levels.add(pool(layer, operation.level(level, in), layer.input(0), in));
    }
    if (levels.size() == 1) {
      layer.output(0, levels.get(0));
      return;
    }
    levels.replaceAll(level -> layer.step("Flatten", level).set("axis", 1).result());
    layer.output(0, layer.step("Concat", levels).set("axis", 1).result());
  }

  private static String pool(Layer layer, Pooling operation, String x, Shape in) {
    if (operation.global() && operation.method() != Method.STOCHASTIC) {
      return layer.apply(
          operation.method() == Method.MAX ? "GlobalMaxPool" : "GlobalAveragePool", x);
    }
    Shape out = operation.outputShapes(List.of(in)).get(0);
    PoolingAxis rows = new PoolingAxis(in.dim(2), operation.heightFor(in), out.dim(2));
    PoolingAxis columns = new PoolingAxis(in.dim(3), operation.widthFor(in), out.dim(3));
    return switch (operation.method()) {
      case MAX -> {
        String greatest = windows(layer, "MaxPool", x, rows, columns).result();
        yield beyond(layer, greatest, LOWEST, rows, columns);
      }
      case AVE -> counted(layer, average(layer, x, rows, columns), rows, columns);
      case STOCHASTIC -> expectation(layer, x, rows, columns);
    };
  }

  private static String average(Layer layer, String x, PoolingAxis rows, PoolingAxis columns) {
    String average =
        windows(layer, "AveragePool", x, rows, columns).set("count_include_pad", 1).result();
    return beyond(layer, average, 0, rows, columns);
  }

  /** Each element weighted by itself, as {@code STOCHASTIC} is at test time. */
  private static String expectation(Layer layer, String x, PoolingAxis rows, PoolingAxis columns) {
    String squares = average(layer, layer.apply("Mul", x, x), rows, columns);
    String sum = average(layer, x, rows, columns);
    // The smallest normal float keeps a sum of 0 from dividing.
    String divisor = layer.apply("Add", sum, layer.number(Float.MIN_NORMAL));
    return layer.apply("Div", squares, divisor);
  }

  /** ONNX divides by the kernel's area, Caffe by what of it lies inside the padded input. */
  private static String counted(
      Layer layer, String average, PoolingAxis rows, PoolingAxis columns) {
    if (rows.whole() && columns.whole()) {
      return average;
    }
    float[] factors = new float[rows.count() * columns.count()];
    double area = (double) rows.window().kernel() * columns.window().kernel();
    for (int i = 0; i < factors.length; i++) {
      long counted = rows.counted(i / columns.count()) * columns.counted(i % columns.count());
      factors[i] = (float) (area / counted);
    }
    int[] dims = {rows.count(), columns.count()};
    return layer.apply("Mul", average, layer.floats(dims, factors));
  }

  private static Step windows(
      Layer layer, String type, String x, PoolingAxis rows, PoolingAxis columns) {
    return layer
        .step(type, x)
        .set("kernel_shape", new long[] {rows.window().kernel(), columns.window().kernel()})
        .set("strides", new long[] {rows.window().stride(), columns.window().stride()})
        .set("pads", new long[] {rows.before(), columns.before(), rows.behind(), columns.behind()});
  }

  /** Adds the results of windows beyond the input. */
  private static String beyond(
      Layer layer, String pooled, double value, PoolingAxis rows, PoolingAxis columns) {
    if (rows.beyond() == 0 && columns.beyond() == 0) {
      return pooled;
    }
    String pads = layer.longs(0, 0, 0, 0, 0, 0, rows.beyond(), columns.beyond());
    return layer.apply("Pad", pooled, pads, layer.number(value));
  }

  /** The second output: where in its plane each maximum stands, -1 where there is none. */
  private static void masked(Layer layer, Pooling operation, String x, Shape in) {
    Shape out = layer.outputShape(0);
    PoolingAxis rows = new PoolingAxis(in.dim(2), operation.heightFor(in), out.dim(2));
    PoolingAxis columns = new PoolingAxis(in.dim(3), operation.widthFor(in), out.dim(3));
    List<String> results = windows(layer, "MaxPool", x, rows, columns).results(2);
    layer.output(0, beyond(layer, results.get(0), LOWEST, rows, columns));
    // ONNX counts through the whole blob.
    String inPlane = layer.apply("Mod", results.get(1), layer.integer(in.count(2)));
    String positions =
        layer.step("Cast", inPlane).set("to", TensorProto.DataType.FLOAT_VALUE).result();
    layer.output(1, beyond(layer, positions, -1, rows, columns));
  }
}
