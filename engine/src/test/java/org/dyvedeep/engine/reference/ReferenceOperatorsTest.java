package org.dyvedeep.engine.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperation;
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
  void nothingIsAllocatedByARun() {
    for (Class<? extends Operation> type : RandomOperations.types()) {
      for (long seed = 0; seed < 5; seed++) {
        RandomOperation random = RandomOperations.of(type, new SplittableRandom(seed));
        assertEquals(0, leastAllocation(random), random::toString);
      }
    }
  }

  /** The least bytes of some runs: the first ones may load classes. */
  private static long leastAllocation(RandomOperation random) {
    List<Shape> shapes = random.inputShapes();
    Tensor[] inputs = new Tensor[shapes.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = Tensor.of(shapes.get(i), random.inputs().get(i));
    }
    Tensor[] outputs = random.outputShapes().stream().map(Tensor::zeros).toArray(Tensor[]::new);
    float[][] weights = random.weights().toArray(float[][]::new);
    ReferenceOperator<Operation> operator = ReferenceOperators.of(random.operation());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = threads.getThreadAllocatedBytes(self);
      operator.run(random.operation(), inputs, weights, outputs);
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }
    return least;
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
