package org.dyvedeep.engine.op;

import static org.dyvedeep.engine.op.RandomShapes.between;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.engine.tensor.Shape;

/** Random operations that slide a window. */
final class RandomConvolutions {
  private RandomConvolutions() {}

  /** Mostly over two spatial axes, sometimes over none, one or three. */
  static RandomOperation convolution(SplittableRandom random) {
    return sliding(random, false);
  }

  /** Over the same axes as convolutions. */
  static RandomOperation deconvolution(SplittableRandom random) {
    return sliding(random, true);
  }

  private static RandomOperation sliding(SplittableRandom random, boolean transposed) {
    Sizes sizes = Sizes.of(random, transposed);
    int axis = sizes.axis(random);
    boolean bias = random.nextBoolean();
    Activation activation = activation(random);
    Operation operation =
        transposed
            ? new Deconvolution(sizes.outputs, sizes.windows, sizes.group, bias, axis, activation)
            : new Convolution(sizes.outputs, sizes.windows, sizes.group, bias, axis, activation);
    return RandomShapes.filled(random, operation, sizes.input);
  }

  /** Strides beyond the kernel and kernels beyond the input included. */
  static RandomOperation pooling(SplittableRandom random) {
    return RandomShapes.firstValid(
        () -> {
          Pooling.Method method = RandomShapes.pick(random, Pooling.Method.values());
          boolean padded = method != Pooling.Method.STOCHASTIC;
          Operation operation =
              new Pooling(
                  method,
                  poolingWindow(random, padded),
                  poolingWindow(random, padded),
                  random.nextInt(6) == 0,
                  RandomShapes.pick(random, Pooling.RoundMode.values()),
                  method == Pooling.Method.MAX && random.nextBoolean());
          Shape input = RandomShapes.shape(random, 4, 4, 9);
          RandomOperation filled = RandomShapes.filled(random, operation, input);
          return padded ? filled : withoutSigns(filled);
        });
  }

  /** One to three levels; small inputs have too little to pool for more. */
  static RandomOperation pyramid(SplittableRandom random) {
    return RandomShapes.firstValid(
        () -> {
          Pooling.Method method = random.nextBoolean() ? Pooling.Method.MAX : Pooling.Method.AVE;
          Operation operation = new SpatialPyramidPooling(between(random, 1, 3), method);
          return RandomShapes.filled(random, operation, RandomShapes.shape(random, 4, 4, 13));
        });
  }

  private static Window poolingWindow(SplittableRandom random, boolean padded) {
    int kernel = between(random, 1, 4);
    return Window.of(kernel, between(random, 1, 5), padded ? random.nextInt(kernel) : 0);
  }

  /** Sums of both signs may come close to 0, and what is divided by them loses all precision. */
  private static RandomOperation withoutSigns(RandomOperation random) {
    float[] elements = random.inputs().get(0);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Math.abs(elements[i]);
    }
    return random;
  }

  private static Activation activation(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Relu(0);
      case 1 -> new Relu(0.1f);
      case 2 -> new Elu(1);
      default -> new Identity();
    };
  }

  private record Sizes(List<Window> windows, int group, int outputs, int batchAxes, Shape input) {
    static Sizes of(SplittableRandom random, boolean transposed) {
      int spatial = random.nextInt(4) == 0 ? between(random, 0, 3) : 2;
      int batchAxes = random.nextInt(4) == 0 ? between(random, 0, 2) : 1;
      int group = between(random, 1, 3);
      int[] dims = new int[batchAxes + 1 + spatial];
      for (int i = 0; i < batchAxes; i++) {
        dims[i] = between(random, 1, 3);
      }
      dims[batchAxes] = group * between(random, 1, 3);
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i < spatial; i++) {
        Window window = RandomShapes.window(random);
        int extra = between(random, 0, spatial == 3 ? 3 : 7);
        if (transposed) {
          dims[batchAxes + 1 + i] = 1 + extra;
          long whole = (long) window.stride() * extra + window.extent();
          int pad = (int) Math.min(window.pad(), (whole - 1) / 2);
          window = new Window(window.kernel(), window.stride(), pad, window.dilation());
        } else {
          dims[batchAxes + 1 + i] = (int) Math.max(1, window.extent() - 2L * window.pad()) + extra;
        }
        windows.add(window);
      }
      int outputs = group * between(random, 1, 3);
      return new Sizes(windows, group, outputs, batchAxes, Shape.of(dims));
    }

    int axis(SplittableRandom random) {
      return random.nextBoolean() ? batchAxes : batchAxes - input.rank();
    }
  }
}
