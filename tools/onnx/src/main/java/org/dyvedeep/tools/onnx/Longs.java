package org.dyvedeep.tools.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.dyvedeep.engine.tensor.Shape;

/** Lists of integers, as ONNX has them. */
final class Longs {
  private Longs() {}

  static long[] of(Shape shape) {
    return Arrays.stream(shape.dims()).asLongStream().toArray();
  }

  /** One of each. */
  static <T> long[] of(List<T> from, ToLongFunction<T> function) {
    return from.stream().mapToLong(function).toArray();
  }

  /** The integers from one to another, the last excluded. */
  static long[] range(int from, int to) {
    return LongStream.range(from, to).toArray();
  }

  /** All of the first, then all of the second. */
  static long[] joined(long[] first, long[] second) {
    return LongStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }
}
