package org.dyvedeep.engine.op;

import static java.util.Map.entry;
import static org.dyvedeep.engine.op.RandomShapes.between;
import static org.dyvedeep.engine.op.RandomShapes.filled;
import static org.dyvedeep.engine.op.RandomShapes.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Small random operations of every kind, with inputs and weights that fit: what the tests of every
 * back end run. A seed determines the result.
 */
public final class RandomOperations {
  private static final Map<Class<? extends Operation>, Function<SplittableRandom, RandomOperation>>
      FACTORIES =
          Map.ofEntries(
              entry(AbsVal.class, random -> elementwise(random, new AbsVal())),
              entry(Bnll.class, random -> elementwise(random, new Bnll())),
              entry(Clip.class, random -> elementwise(random, new Clip(-0.5f, random.nextFloat()))),
              entry(Elu.class, random -> elementwise(random, new Elu(2 * random.nextFloat()))),
              entry(Exp.class, RandomOperations::exp),
              entry(Identity.class, random -> elementwise(random, new Identity())),
              entry(Log.class, RandomOperations::log),
              entry(Power.class, RandomOperations::power),
              entry(Relu.class, random -> elementwise(random, new Relu(random.nextInt(3) * 0.1f))),
              entry(Sigmoid.class, random -> elementwise(random, new Sigmoid())),
              entry(Swish.class, random -> elementwise(random, new Swish(3 * random.nextFloat()))),
              entry(Tanh.class, random -> elementwise(random, new Tanh())),
              entry(Threshold.class, random -> elementwise(random, new Threshold(0.3f))),
              entry(ArgMax.class, RandomOperations::argMax),
              entry(BatchNorm.class, RandomOperations::batchNorm),
              entry(Bias.class, random -> broadcast(random, false)),
              entry(Concat.class, RandomOperations::concat),
              entry(Convolution.class, RandomConvolutions::convolution),
              entry(Crop.class, RandomOperations::crop),
              entry(Deconvolution.class, RandomConvolutions::deconvolution),
              entry(Eltwise.class, RandomOperations::eltwise),
              entry(Embed.class, RandomOperations::embed),
              entry(Flatten.class, RandomOperations::flatten),
              entry(InnerProduct.class, RandomOperations::innerProduct),
              entry(Lrn.class, RandomOperations::lrn),
              entry(Mvn.class, RandomOperations::mvn),
              entry(PRelu.class, RandomOperations::preLu),
              entry(Pooling.class, RandomConvolutions::pooling),
              entry(Reduction.class, RandomOperations::reduction),
              entry(Reshape.class, RandomOperations::reshape),
              entry(Scale.class, random -> broadcast(random, true)),
              entry(Silence.class, random -> filled(random, new Silence(), anyShape(random))),
              entry(Slice.class, RandomOperations::slice),
              entry(Softmax.class, RandomOperations::softmax),
              entry(SpatialPyramidPooling.class, RandomConvolutions::pyramid),
              entry(
                  Split.class,
                  random -> filled(random, new Split(between(random, 1, 3)), anyShape(random))),
              entry(Tile.class, RandomOperations::tile));

  private RandomOperations() {}

  /** The kinds there are, in the order of their names: all but custom operations. */
  public static List<Class<? extends Operation>> types() {
    return FACTORIES.keySet().stream().sorted(Comparator.comparing(Class::getName)).toList();
  }

  /** A random operation of a kind. */
  public static RandomOperation of(Class<? extends Operation> type, SplittableRandom random) {
    return FACTORIES.get(type).apply(random);
  }

  private static Shape anyShape(SplittableRandom random) {
    return shape(random, 1, 5, 5);
  }

  private static RandomOperation elementwise(SplittableRandom random, Activation activation) {
    return filled(random, activation, anyShape(random));
  }

  private static float base(SplittableRandom random) {
    return random.nextBoolean() ? -1 : 1.5f + random.nextFloat();
  }

  private static RandomOperation exp(SplittableRandom random) {
    return elementwise(random, new Exp(base(random), 2 * random.nextFloat(), random.nextFloat()));
  }

  private static RandomOperation log(SplittableRandom random) {
    // Away from 0, where the logarithm magnifies the rounding of its argument.
    return elementwise(random, new Log(base(random), random.nextFloat(), 10));
  }

  private static RandomOperation power(SplittableRandom random) {
    float power = between(random, 0, 6) / 2f;
    return elementwise(random, new Power(power, between(random, 0, 4) / 2f, 10));
  }

  private static RandomOperation argMax(SplittableRandom random) {
    Shape input = anyShape(random);
    Integer axis = random.nextBoolean() ? null : RandomShapes.axis(random, input);
    int searched = axis == null ? input.count(1) : input.dim(axis);
    int topK = between(random, 1, Math.min(5, searched));
    RandomOperation result = filled(random, new ArgMax(random.nextBoolean(), topK, axis), input);
    // Coarse values, so that there are ties.
    float[] elements = result.inputs().get(0);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Math.round(2 * elements[i]);
    }
    return result;
  }

  private static RandomOperation batchNorm(SplittableRandom random) {
    boolean stored = random.nextInt(4) > 0;
    // Elements of the batch at hand may all be alike: a great eps keeps 0 / 0 and its like away.
    Operation operation = new BatchNorm(stored ? 1e-5f : 0.1f, stored);
    RandomOperation result = filled(random, operation, shape(random, 1, 5, 5));
    float[] variance = result.weights().get(1);
    for (int i = 0; i < variance.length; i++) {
      variance[i] = 0.1f + Math.abs(variance[i]);
    }
    result.weights().get(2)[0] = random.nextInt(3) == 0 ? 0 : 1 + random.nextFloat();
    return result;
  }

  private static RandomOperation broadcast(SplittableRandom random, boolean scale) {
    Shape input = shape(random, 1, 5, 5);
    int first = random.nextInt(input.rank());
    int axes = between(random, 0, input.rank() - first);
    int axis = random.nextBoolean() ? first : first - input.rank();
    boolean two = random.nextBoolean();
    int numAxes = !two && first + axes == input.rank() && random.nextBoolean() ? -1 : axes;
    Operation operation =
        scale ? new Scale(axis, numAxes, random.nextBoolean()) : new Bias(axis, numAxes);
    if (!two) {
      return filled(random, operation, input);
    }
    int[] factor = java.util.Arrays.copyOfRange(input.dims(), first, first + axes);
    return filled(random, operation, input, Shape.of(factor));
  }

  private static RandomOperation concat(SplittableRandom random) {
    Shape first = anyShape(random);
    int axis = RandomShapes.axis(random, first);
    Shape[] inputs = new Shape[between(random, 1, 4)];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = first.with(axis, between(random, 1, 4));
    }
    return filled(random, new Concat(axis), inputs);
  }

  private static RandomOperation crop(SplittableRandom random) {
    Shape input = anyShape(random);
    int first = random.nextInt(input.rank());
    boolean single = random.nextBoolean();
    int common = single ? random.nextInt(2) : 0;
    int[] reference = input.dims();
    int[] data = input.dims();
    List<Integer> offsets = new ArrayList<>();
    for (int i = first; i < reference.length; i++) {
      int offset = single ? common : random.nextInt(3);
      offsets.add(offset);
      data[i] = reference[i] + offset + random.nextInt(3);
    }
    List<Integer> given = single ? (common == 0 ? List.of() : List.of(common)) : offsets;
    int axis = random.nextBoolean() ? first : first - input.rank();
    return filled(random, new Crop(axis, given), Shape.of(data), Shape.of(reference));
  }

  private static RandomOperation eltwise(SplittableRandom random) {
    Eltwise.Kind kind = RandomShapes.pick(random, Eltwise.Kind.values());
    Shape[] inputs = new Shape[between(random, 2, 4)];
    java.util.Arrays.fill(inputs, anyShape(random));
    List<Float> coefficients = new ArrayList<>();
    boolean weighted = kind != Eltwise.Kind.PROD && random.nextBoolean();
    for (int i = 0; weighted && i < inputs.length; i++) {
      coefficients.add((float) random.nextGaussian());
    }
    return filled(random, new Eltwise(kind, coefficients), inputs);
  }

  private static RandomOperation embed(SplittableRandom random) {
    Embed operation = new Embed(between(random, 1, 9), between(random, 1, 6), random.nextBoolean());
    RandomOperation result = filled(random, operation, shape(random, 0, 3, 5));
    float[] rows = result.inputs().get(0);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(operation.inputDim());
    }
    return result;
  }

  private static RandomOperation flatten(SplittableRandom random) {
    Shape input = anyShape(random);
    int first = random.nextInt(input.rank());
    int last = between(random, first, input.rank() - 1);
    int end = random.nextBoolean() ? last : last - input.rank();
    return filled(random, new Flatten(first, end), input);
  }

  private static RandomOperation innerProduct(SplittableRandom random) {
    Shape input = anyShape(random);
    Operation operation =
        new InnerProduct(
            between(random, 1, 8),
            RandomShapes.axis(random, input),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean() ? new Relu(0) : new Identity());
    return filled(random, operation, input);
  }

  private static RandomOperation lrn(SplittableRandom random) {
    Lrn.Region region =
        random.nextBoolean() ? Lrn.Region.ACROSS_CHANNELS : Lrn.Region.WITHIN_CHANNEL;
    float beta = random.nextBoolean() ? 0.75f : random.nextFloat();
    int size = 2 * random.nextInt(4) + 1;
    Operation operation = new Lrn(region, size, random.nextFloat(), beta, 1 + random.nextFloat());
    return filled(random, operation, shape(random, 4, 4, 7));
  }

  private static RandomOperation mvn(SplittableRandom random) {
    // The deviation of a few elements may be 0; a great eps keeps 0 / 0 and its like away.
    Operation operation = new Mvn(random.nextBoolean(), random.nextBoolean(), 0.1f);
    return filled(random, operation, shape(random, 1, 4, 6));
  }

  private static RandomOperation preLu(SplittableRandom random) {
    return filled(random, new PRelu(random.nextBoolean()), shape(random, 2, 5, 5));
  }

  private static RandomOperation reduction(SplittableRandom random) {
    Shape input = anyShape(random);
    Operation operation =
        new Reduction(
            RandomShapes.pick(random, Reduction.Kind.values()),
            RandomShapes.axis(random, input),
            (float) random.nextGaussian());
    return filled(random, operation, input);
  }

  private static RandomOperation reshape(SplittableRandom random) {
    Shape input = shape(random, 2, 5, 4);
    // The first axis copied, the rest joined: more is told by examples.
    return filled(random, new Reshape(List.of(0, -1), 0, -1), input);
  }

  private static RandomOperation slice(SplittableRandom random) {
    Shape input = anyShape(random);
    int axis = RandomShapes.axis(random, input);
    int pieces = between(random, 1, 3);
    if (random.nextBoolean()) {
      return filled(random, new Slice(axis, List.of(), pieces), input.with(axis, 2 * pieces));
    }
    List<Integer> points = new ArrayList<>();
    int end = between(random, 1, 3);
    for (int i = 1; i < pieces; i++) {
      points.add(end);
      end += between(random, 1, 3);
    }
    return filled(random, new Slice(axis, points, pieces), input.with(axis, end));
  }

  private static RandomOperation softmax(SplittableRandom random) {
    Shape input = anyShape(random);
    return filled(random, new Softmax(RandomShapes.axis(random, input)), input);
  }

  private static RandomOperation tile(SplittableRandom random) {
    Shape input = anyShape(random);
    return filled(random, new Tile(RandomShapes.axis(random, input), between(random, 1, 4)), input);
  }
}
