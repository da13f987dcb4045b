package org.dyvedeep.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.RandomGraphs;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.layout.CacheLines;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  /** Tags every element with the value that was last written there, as a run would. */
  @Property(tries = 1000)
  void noTwoValuesThatAreAliveTogetherOverlap(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    MemoryPlan plan = MemoryPlan.of(graph);
    Value[] owner = new Value[plan.arenaFloats()];
    graph.inputs().forEach(input -> claim(owner, plan, input));
    for (Node node : graph.nodes()) {
      node.inputs().forEach(input -> requireOwned(owner, plan, input, node));
      for (int i = 0; i < node.outputs().size(); i++) {
        Value output = node.outputs().get(i);
        requireApartFromInputs(plan, node, output, i);
        claim(owner, plan, output);
      }
      node.outputs().forEach(output -> requireOwned(owner, plan, output, node));
    }
    graph.inputs().forEach(input -> requireOwned(owner, plan, input, null));
    graph.outputs().forEach(output -> requireOwned(owner, plan, output, null));
  }

  private static void claim(Value[] owner, MemoryPlan plan, Value value) {
    for (int i = 0; i < value.shape().size(); i++) {
      owner[plan.offset(value) + i] = value;
    }
  }

  private static void requireOwned(Value[] owner, MemoryPlan plan, Value value, Node by) {
    for (int i = 0; i < value.shape().size(); i++) {
      assertEquals(value, owner[plan.offset(value) + i], () -> value + " read by " + by);
    }
  }

  /** A node may write over its first input in place, and over no other input. */
  private static void requireApartFromInputs(MemoryPlan plan, Node node, Value output, int index) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Value input = node.inputs().get(i);
      boolean overlap =
          plan.offset(input) < plan.offset(output) + output.shape().size()
              && plan.offset(output) < plan.offset(input) + input.shape().size();
      boolean inPlace =
          i == 0
              && index == 0
              && node.operation().inPlace()
              && plan.offset(input) == plan.offset(output)
              && node.inputs().lastIndexOf(input) == 0;
      assertTrue(!overlap || inPlace, () -> node + " writes over its input " + input);
    }
  }

  /** The arena cannot be smaller than what is alive at one node, nor larger than all values. */
  @Property(tries = 300)
  void theArenaIsBetweenItsBounds(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    MemoryPlan plan = MemoryPlan.of(graph);
    long pinned = graph.inputs().stream().mapToLong(v -> v.shape().size()).sum();
    assertTrue(plan.arenaFloats() >= pinned);
    long values = graph.inputs().size();
    values += graph.nodes().stream().mapToLong(node -> node.outputs().size()).sum();
    // Each region begins a cache line, the first behind the array's header.
    long alignment = CacheLines.FIRST + CacheLines.LINE * values;
    assertTrue(plan.arenaFloats() <= plan.valueFloats() + alignment);
  }

  private static Value add(GraphBuilder builder, Operation operation, Value... from) {
    String layer = "layer" + builder.hashCode() + from[0].name();
    return builder.add(layer, "test", operation, List.of(from), List.of(), List.of(layer)).get(0);
  }

  /** Six poolings in a row need two buffers besides the input; the output takes one of them. */
  @Test
  void chainsTakeTurnsInTwoBuffers() {
    GraphBuilder builder = new GraphBuilder("chain");
    Value value = builder.input("data", Shape.of(1, 1, 16, 16));
    for (int i = 0; i < 6; i++) {
      value =
          add(
              builder,
              Pooling.of(Pooling.Method.MAX, Window.of(1, 1, 0), Window.of(1, 1, 0)),
              value);
    }
    MemoryPlan plan = MemoryPlan.of(builder.build());
    assertEquals(CacheLines.FIRST + 3 * 256, plan.arenaFloats());
    assertEquals(7 * 256, plan.valueFloats());
  }

  @Test
  void activationsAndViewsWorkInPlace() {
    GraphBuilder builder = new GraphBuilder("in place");
    Value data = builder.input("data", Shape.of(1, 2, 4, 4));
    Value first = add(builder, new Relu(0), data);
    Value second = add(builder, new Relu(0.5f), first);
    Value flat = add(builder, new Flatten(1, -1), second);
    MemoryPlan plan = MemoryPlan.of(builder.build());
    assertNotEquals(plan.offset(data), plan.offset(first), "graph inputs are not overwritten");
    assertEquals(plan.offset(first), plan.offset(second));
    assertEquals(plan.offset(second), plan.offset(flat));
  }

  /** x + x in place would add the first sum's result instead of x. */
  @Test
  void operandsReadTwiceAreNotOverwritten() {
    GraphBuilder builder = new GraphBuilder("twice");
    Value data = builder.input("data", Shape.of(1, 2, 4, 4));
    Value relu = add(builder, new Relu(0), data);
    Value sum = add(builder, new Eltwise(Eltwise.Kind.SUM, List.of()), relu, relu);
    MemoryPlan plan = MemoryPlan.of(builder.build());
    assertNotEquals(plan.offset(relu), plan.offset(sum));
  }

  @Test
  void valuesReadLaterAreNotOverwritten() {
    GraphBuilder builder = new GraphBuilder("later");
    Value data = builder.input("data", Shape.of(1, 2, 4, 4));
    Value relu = add(builder, new Relu(0), data);
    Value other = add(builder, new Relu(1), relu);
    add(builder, new Eltwise(Eltwise.Kind.MAX, List.of()), other, relu);
    MemoryPlan plan = MemoryPlan.of(builder.build());
    assertNotEquals(plan.offset(relu), plan.offset(other));
  }

  @Test
  void printsBothSizes() {
    GraphBuilder builder = new GraphBuilder("sizes");
    Value data = builder.input("data", Shape.of(1, 1, 512, 512));
    add(builder, new Relu(0), add(builder, new Relu(0), data));
    MemoryPlan plan = MemoryPlan.of(builder.build());
    assertEquals("activations: 2.00 MiB in one arena, 3.00 MiB without re-use", plan.toString());
  }

  @Property(tries = 300)
  void regionsAreAligned(@ForAll long seed) {
    Graph graph = RandomGraphs.graph(seed);
    MemoryPlan plan = MemoryPlan.of(graph);
    List<Value> values = new ArrayList<>(graph.inputs());
    graph.nodes().forEach(node -> values.addAll(node.outputs()));
    for (Value value : values) {
      assertEquals(CacheLines.FIRST, plan.offset(value) % CacheLines.LINE, value::name);
    }
  }
}
