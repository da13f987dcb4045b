package org.dyvedeep.engine.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.backend.ReferenceBackend;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Who runs a node, what steps share, and who closes what. */
class PlanTest {
  private final List<String> events = new ArrayList<>();
  private final List<float[]> scratches = new ArrayList<>();

  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder("three layers");
    Value value = builder.input("data", Shape.of(1, 2));
    for (Operation operation : List.of(new Relu(0), new AbsVal(), new Tanh())) {
      String name = operation.getClass().getSimpleName();
      value = builder.add(name, name, operation, List.of(value), List.of(), List.of(name)).get(0);
    }
    return builder.build();
  }

  /** Runs one kind of operation by filling the output with a number. */
  private OperatorProvider filling(Class<?> type, float number, int scratch) {
    return (node, options) ->
        type.isInstance(node.operation())
            ? Optional.of(new Filling(node.name(), number, scratch))
            : Optional.empty();
  }

  private final class Filling implements PreparedNode {
    private final String layer;
    private final float number;
    private final int scratch;

    Filling(String layer, float number, int scratch) {
      this.layer = layer;
      this.number = number;
      this.scratch = scratch;
    }

    @Override
    public String operator() {
      return "filling";
    }

    @Override
    public int scratchFloats() {
      return scratch;
    }

    @Override
    public long nativeScratchFloats() {
      return scratch;
    }

    @Override
    public Step bind(NodeMemory memory) {
      scratches.add(memory.scratch());
      assertTrue(memory.nativeScratch().size() >= scratch);
      int from = memory.outputs()[0].offset();
      float[] array = memory.outputs()[0].array();
      return () -> Arrays.fill(array, from, from + 2, number);
    }

    @Override
    public void close() {
      events.add("closed " + layer);
    }
  }

  @Test
  void providersAreAskedInOrderBeforeTheBackend() {
    ModelOptions options =
        ModelOptions.defaults()
            .backend("reference")
            .provider(filling(AbsVal.class, 3, 5))
            .provider(filling(AbsVal.class, 4, 5))
            .keep("AbsVal");
    try (Model model = Model.compile(graph(), options);
        Session session = model.open()) {
      session.run();
      assertArrayEquals(new float[] {3, 3}, session.read("AbsVal"));
      assertEquals((float) Math.tanh(3), session.read("Tanh")[0]);
      assertEquals(
          List.of("reference", "filling", "reference"),
          model.steps().stream().map(StepInfo::operator).toList());
    }
  }

  @Test
  void nodesShareTheGreatestScratch() {
    List<OperatorProvider> providers =
        List.of(
            filling(Relu.class, 1, 7), filling(AbsVal.class, 2, 40), filling(Tanh.class, 3, 12));
    try (Plan plan = Plan.of(PlanTest::graph, providers, new PlanOptions(1));
        Workspace workspace = plan.open()) {
      assertEquals(3, workspace.stepCount());
      assertEquals(40, scratches.get(0).length);
      assertSame(scratches.get(0), scratches.get(1));
      assertSame(scratches.get(0), scratches.get(2));
    }
    assertEquals(List.of("closed Relu", "closed AbsVal", "closed Tanh"), events);
  }

  @Test
  void whatWasPreparedIsClosedWhenALaterNodeFails() {
    OperatorProvider failing =
        (node, options) -> {
          if (node.operation() instanceof Tanh) {
            throw new IllegalStateException("no tanh here");
          }
          return Optional.empty();
        };
    List<OperatorProvider> providers =
        List.of(filling(Relu.class, 1, 0), failing, new ReferenceBackend());
    Exception e =
        assertThrows(
            IllegalStateException.class,
            () -> Plan.of(PlanTest::graph, providers, new PlanOptions(1)));
    assertEquals("no tanh here", e.getMessage());
    assertEquals(List.of("closed Relu"), events);
  }

  @Test
  void namesTheLayerThatNobodyRuns() {
    List<OperatorProvider> providers = List.of(filling(Relu.class, 1, 0));
    Exception e =
        assertThrows(
            IllegalStateException.class,
            () -> Plan.of(PlanTest::graph, providers, new PlanOptions(1)));
    assertTrue(e.getMessage().contains("AbsVal"), e::getMessage);
  }

  /** Sessions that are open when the model is closed keep what they run on. */
  @Test
  void theLastSessionFreesWhatTheModelOwns() {
    ModelOptions options =
        ModelOptions.defaults().backend("reference").provider(filling(AbsVal.class, 3, 5));
    Model model = Model.compile(graph(), options);
    Session first = model.open();
    Session second = model.open();
    model.close();
    first.close();
    assertEquals(List.of(), events);
    second.run();
    second.close();
    assertEquals(List.of("closed AbsVal"), events);
  }
}
