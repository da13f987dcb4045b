package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperation;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.engine.tensor.Closeness;
import org.dyvedeep.engine.tensor.NaiveTensor;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** Runs reference operators inside larger arrays, as sessions do, and against definitions. */
final class OperatorCheck {
  /** Stands around all tensors, and must stand there afterwards. */
  private static final float GUARD = 12345.678f;

  private OperatorCheck() {}

  /** An operation's outputs, defined element by element. */
  @FunctionalInterface
  interface Definition<O extends Operation> {
    /** The outputs for inputs and weights. */
    List<NaiveTensor> outputs(O operation, List<NaiveTensor> inputs, List<NaiveTensor> weights);
  }

  /** Requires the reference operator to agree with a definition on a random operation. */
  static <O extends Operation> void agrees(
      Class<O> type, long seed, double tolerance, Definition<O> definition) {
    agrees(type, seed, tolerance, definition, false);
  }

  /**
   * The same for sums of floats: terms may cancel out, and their rounding stays. So errors are
   * measured against the greatest input or weight where that is greater than every output.
   */
  static <O extends Operation> void agreesAsSum(
      Class<O> type, long seed, double tolerance, Definition<O> definition) {
    agrees(type, seed, tolerance, definition, true);
  }

  private static <O extends Operation> void agrees(
      Class<O> type, long seed, double tolerance, Definition<O> definition, boolean sum) {
    RandomOperation random = RandomOperations.of(type, new SplittableRandom(seed));
    List<NaiveTensor> inputs = naive(random.inputShapes(), random.inputs());
    List<NaiveTensor> weights = naive(random.weightShapes(), random.weights());
    List<NaiveTensor> expected = definition.outputs(type.cast(random.operation()), inputs, weights);
    double terms = sum ? Math.max(greatest(inputs), greatest(weights)) : 0;
    List<Shape> shapes = expected.stream().map(NaiveTensor::shape).toList();
    assertEquals(shapes, random.outputShapes(), random::toString);
    List<float[]> found = run(random, false);
    for (int i = 0; i < found.size(); i++) {
      double[] values = expected.get(i).values();
      double magnitude = Math.max(terms, Closeness.greatest(values));
      Closeness.assertClose(values, found.get(i), tolerance, magnitude);
    }
    if (random.operation().inPlace()) {
      assertArrayEquals(found.get(0), run(random, true).get(0), () -> random + " in place");
    }
  }

  private static double greatest(List<NaiveTensor> tensors) {
    return tensors.stream().mapToDouble(t -> Closeness.greatest(t.values())).max().orElse(0);
  }

  /** The outputs for given inputs and weights; the inputs' extents are given first. */
  static List<float[]> run(
      Operation operation, List<Shape> shapes, List<float[]> inputs, List<float[]> weights) {
    return run(new RandomOperation(operation, shapes, inputs, weights), false);
  }

  /** The only output for one input. */
  static float[] run(Operation operation, Shape shape, float[] input, float[]... weights) {
    return run(operation, List.of(shape), List.of(input), List.of(weights)).get(0);
  }

  private static List<float[]> run(RandomOperation random, boolean inPlace) {
    Tensor[] inputs = new Tensor[random.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = guarded(random.inputShapes().get(i), 3 + i);
      inputs[i].set(random.inputs().get(i), 0);
    }
    List<Shape> shapes = random.outputShapes();
    Tensor[] outputs = new Tensor[shapes.size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] =
          inPlace && i == 0
              ? new Tensor(shapes.get(0), inputs[0].array(), inputs[0].offset())
              : guarded(shapes.get(i), 5 + i);
    }
    float[][] weights = random.weights().toArray(float[][]::new);
    ReferenceOperators.of(random.operation()).run(random.operation(), inputs, weights, outputs);
    for (int i = inPlace ? 1 : 0; i < inputs.length; i++) {
      assertArrayEquals(random.inputs().get(i), inputs[i].toArray(), "input " + i);
      requireGuards(inputs[i]);
    }
    List<float[]> results = new ArrayList<>();
    for (Tensor output : outputs) {
      requireGuards(output);
      results.add(output.toArray());
    }
    return results;
  }

  private static Tensor guarded(Shape shape, int offset) {
    float[] array = new float[offset + shape.size() + 7];
    Arrays.fill(array, GUARD);
    return new Tensor(shape, array, offset);
  }

  private static void requireGuards(Tensor tensor) {
    for (int i = 0; i < tensor.array().length; i++) {
      boolean inside = i >= tensor.offset() && i < tensor.offset() + tensor.size();
      if (!inside) {
        assertEquals(GUARD, tensor.array()[i], "written outside the tensor at " + i);
      }
    }
  }

  private static List<NaiveTensor> naive(List<Shape> shapes, List<float[]> values) {
    List<NaiveTensor> tensors = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tensors.add(NaiveTensor.of(shapes.get(i), values.get(i)));
    }
    return tensors;
  }
}
