package org.dyvedeep.engine.op;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.reference.ReferenceOperators;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.dyvedeep.engine.tensor.Tensor;

/** Whatever a file says: an operation takes it, or throws a ShapeException, and nothing else. */
class HostileParametersTest {
  private static final int[] INTS = {
    0, 1, 2, 3, 4, 5, 7, -1, -2, -3, 33, 1 << 16, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE
  };
  private static final float[] FLOATS = {
    0, 1, -1, 0.5f, -2, 1e38f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };
  private static final long RUNNABLE = 100_000;

  @Property(tries = 20000)
  void givesShapesOrAShapeException(@ForAll long seed) throws ReflectiveOperationException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Class<? extends Operation>> types = RandomOperations.types();
    Object candidate = hostile(types.get(random.nextInt(types.size())), random);
    if (!(candidate instanceof Operation operation)) {
      return;
    }
    List<Shape> inputs = new ArrayList<>();
    for (int i = RandomShapes.pick(random, new Integer[] {0, 1, 1, 1, 1, 2, 2, 3}); i > 0; i--) {
      boolean again = !inputs.isEmpty() && random.nextBoolean();
      inputs.add(again ? inputs.get(0) : RandomShapes.shape(random, 0, 5, 6));
    }
    List<Shape> weights = orRefusal(() -> operation.weightShapes(inputs));
    Long macs = orRefusal(() -> operation.macs(inputs));
    List<Shape> outputs = orRefusal(() -> operation.outputShapes(inputs));
    // Outputs may be possible where weights are not: a node checks both.
    boolean possible = outputs != null && weights != null && outputs.size() < 10;
    if (possible && elements(outputs) + elements(weights) + macs < RUNNABLE) {
      assertTrue(macs >= 0, "multiply-accumulates");
      run(operation, inputs, weights, outputs);
    }
  }

  private static <T> T orRefusal(Supplier<T> call) {
    try {
      return call.get();
    } catch (ShapeException refused) {
      assertTrue(refused.getMessage().length() > 10, "an explanation");
      return null;
    }
  }

  private static long elements(List<Shape> shapes) {
    return shapes.stream().mapToLong(Shape::size).sum();
  }

  private static void run(
      Operation operation, List<Shape> inputs, List<Shape> weights, List<Shape> outputs) {
    ReferenceOperators.of(operation)
        .run(
            operation,
            inputs.stream().map(Tensor::zeros).toArray(Tensor[]::new),
            weights.stream().map(shape -> new float[shape.size()]).toArray(float[][]::new),
            outputs.stream().map(Tensor::zeros).toArray(Tensor[]::new));
  }

  /** A record of hostile components, or the exception that its constructor threw. */
  private static Object hostile(Class<?> type, SplittableRandom random)
      throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType(), types[i], random);
      if (values[i] instanceof ShapeException refused) {
        return refused;
      }
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException refused) {
      return assertInstanceOf(ShapeException.class, refused.getCause());
    }
  }

  private static Object value(Type generic, Class<?> type, SplittableRandom random)
      throws ReflectiveOperationException {
    if (type == int.class) {
      return number(random);
    } else if (type == Integer.class) {
      return random.nextBoolean() ? null : (Object) number(random);
    } else if (type == float.class || type == Float.class) {
      return FLOATS[random.nextInt(FLOATS.length)];
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type.isEnum()) {
      return RandomShapes.pick(random, type.getEnumConstants());
    } else if (type == Activation.class) {
      return new Relu(0);
    } else if (type == List.class) {
      return list((ParameterizedType) generic, random);
    }
    return hostile(type, random);
  }

  private static Object list(ParameterizedType type, SplittableRandom random)
      throws ReflectiveOperationException {
    Class<?> element = (Class<?>) type.getActualTypeArguments()[0];
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      // Lists never hold null: the records copy them.
      Object value = element == Integer.class ? number(random) : value(element, element, random);
      if (value instanceof ShapeException) {
        return value;
      }
      list.add(value);
    }
    return list;
  }

  /** Half of the numbers are ones that may be right, so that some operations are valid. */
  private static int number(SplittableRandom random) {
    return random.nextBoolean() ? 1 + random.nextInt(3) : INTS[random.nextInt(INTS.length)];
  }
}
