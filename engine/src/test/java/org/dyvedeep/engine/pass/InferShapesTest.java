package org.dyvedeep.engine.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Reshape;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class InferShapesTest {
  private static Graph graph() {
    GraphBuilder builder = new GraphBuilder("shapes");
    Value data = builder.input("data", Shape.of(1, 2, 8, 8));
    builder.input("unread", Shape.of(1, 3));
    Window window = Window.of(2, 2, 0);
    Value pooled =
        builder
            .add(
                "pool",
                "Pooling",
                Pooling.of(Pooling.Method.MAX, window, window),
                List.of(data),
                List.of(),
                List.of("pool"))
            .get(0);
    builder.add(
        "reshape",
        "Reshape",
        new Reshape(List.of(0, 32), 0, -1),
        List.of(pooled),
        List.of(),
        List.of("flat"));
    return builder.build();
  }

  @Test
  void givesEveryInputTheBatchSize() {
    Graph batched = InferShapes.with(graph(), Map.of(), 5).apply(graph());
    assertEquals(Shape.of(5, 2, 8, 8), batched.blob("data").shape());
    assertEquals(Shape.of(5, 3), batched.blob("unread").shape());
    assertEquals(Shape.of(5, 2, 4, 4), batched.blob("pool").shape());
    assertEquals(Shape.of(5, 32), batched.blob("flat").shape());
  }

  @Test
  void shapesGoBeforeTheBatchSize() {
    InferShapes pass = InferShapes.with(graph(), Map.of("data", Shape.of(2, 1, 8, 16)), 5);
    Graph reshaped = pass.apply(graph());
    assertEquals(Shape.of(2, 1, 4, 8), reshaped.blob("pool").shape());
    assertEquals(Shape.of(5, 3), reshaped.blob("unread").shape());
  }

  @Test
  void namesTheLayerThatCannotTakeTheShape() {
    InferShapes pass = new InferShapes(Map.of("data", Shape.of(1, 2, 10, 10)));
    Exception e = assertThrows(ShapeException.class, () -> pass.apply(graph()));
    assertTrue(e.getMessage().startsWith("reshape: "), e::getMessage);
  }

  @Test
  void refusesInputsThatDoNotExist() {
    InferShapes pass = new InferShapes(Map.of("date", Shape.of(1)));
    Exception e = assertThrows(IllegalArgumentException.class, () -> pass.apply(graph()));
    assertTrue(e.getMessage().contains("[data, unread]"), e::getMessage);
  }
}
