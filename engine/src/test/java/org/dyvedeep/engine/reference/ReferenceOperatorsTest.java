package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ReferenceOperatorsTest {
  @Test
  void everyOperationHasOne() {
    Set<Class<?>> records = new HashSet<>();
    collect(Operation.class, records);
    assertEquals(Set.copyOf(RandomOperations.types()), records, "random operations of every kind");
    for (Class<? extends Operation> type : RandomOperations.types()) {
      Operation operation = RandomOperations.of(type, new SplittableRandom(1)).operation();
      assertEquals(type, operation.getClass());
      assertNotNull(ReferenceOperators.of(operation), type.getName());
    }
  }

  private static void collect(Class<?> type, Set<Class<?>> records) {
    if (type.isRecord()) {
      records.add(type);
    } else if (type != CustomOperation.class) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, records);
      }
    }
  }

  @Test
  void aCustomOperationRunsItself() {
    assertArrayEquals(
        new float[] {6, 8}, OperatorCheck.run(new Doubling(), Shape.of(2), new float[] {3, 4}));
  }

  private record Doubling() implements CustomOperation {
    @Override
    public List<Shape> outputShapes(List<Shape> inputs) {
      return inputs;
    }

    @Override
    public void run(Tensor[] inputs, float[][] weights, Tensor[] outputs) {
      float[] x = inputs[0].toArray();
      outputs[0].set(new float[] {2 * x[0], 2 * x[1]}, 0);
    }
  }
}
