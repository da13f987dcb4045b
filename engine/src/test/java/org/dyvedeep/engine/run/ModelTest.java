package org.dyvedeep.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.tensor.AbsentWeights;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.ShapeException;
import org.dyvedeep.engine.tensor.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  private static final float[] WEIGHT = {1, 0, 0, 0, 1, 1};

  /** An InnerProduct, a ReLU in place, a second InnerProduct and a Dropout in place. */
  private static Graph graph(Weights weight) {
    GraphBuilder builder = new GraphBuilder("tiny");
    Value data = builder.input("data", Shape.of(1, 3));
    Value fc =
        builder
            .add(
                "fc",
                "InnerProduct",
                InnerProduct.of(2, false),
                List.of(data),
                List.of(weight),
                List.of("fc"))
            .get(0);
    Value relu =
        builder.add("relu", "ReLU", new Relu(0), List.of(fc), List.of(), List.of("fc")).get(0);
    Value last =
        builder
            .add(
                "last",
                "InnerProduct",
                InnerProduct.of(1, true),
                List.of(relu),
                List.of(
                    new DenseWeights(Shape.of(1, 2), new float[] {2, 3}),
                    new DenseWeights(Shape.of(1), new float[] {1})),
                List.of("score"))
            .get(0);
    builder.add("drop", "Dropout", new Identity(), List.of(last), List.of(), List.of("score"));
    return builder.build();
  }

  private static Graph graph() {
    return graph(new DenseWeights(Shape.of(2, 3), WEIGHT));
  }

  private static ModelOptions reference() {
    return ModelOptions.defaults().backend("reference");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "caffe-mirror"})
  void writesRunsAndReads(String backend) {
    ModelOptions options = ModelOptions.defaults().backend(backend).keep("fc");
    try (Model model = Model.compile(graph(), options);
        Session session = model.open()) {
      session.write("data", new float[] {9, 5, -6, 7}, 1);
      session.run();
      assertArrayEquals(new float[] {5, 1}, session.read("fc"));
      float[] score = new float[3];
      session.read("score", score, 2);
      assertArrayEquals(new float[] {0, 0, 14}, score);
      assertEquals(Shape.of(1, 1), session.output("score").shape());
      assertArrayEquals(new float[] {5, -6, 7}, session.read("data"));
      assertEquals("[score]", model.outputs().keySet().toString());
    }
  }

  @Test
  void takesAnotherBatchSize() {
    try (Model model = Model.compile(graph(), reference().batch(2));
        Session session = model.open()) {
      session.write("data", new float[] {1, 0, 0, 0, 0, 1}, 0);
      session.run();
      assertArrayEquals(new float[] {3, 4}, session.read("score"));
    }
  }

  @Test
  void refusesShapesThatWeightsDoNotFit() {
    ModelOptions options = reference().inputShape("data", Shape.of(1, 4));
    ShapeException e = assertThrows(ShapeException.class, () -> Model.compile(graph(), options));
    assertTrue(e.getMessage().startsWith("fc: weights should be [2x4], are [2x3]"), e::getMessage);
  }

  @Test
  void saysHowToKeepABlob() {
    try (Model model = Model.compile(graph(), reference());
        Session session = model.open()) {
      Exception e = assertThrows(IllegalArgumentException.class, () -> session.read("fc"));
      assertTrue(e.getMessage().contains("ModelOptions.keep(\"fc\")"), e::getMessage);
      Exception unknown = assertThrows(IllegalArgumentException.class, () -> session.read("x"));
      assertTrue(unknown.getMessage().contains("data, score"), unknown::getMessage);
    }
  }

  @Test
  void refusesAbsentWeights() {
    Graph graph = graph(new AbsentWeights(Shape.of(2, 3)));
    Exception e =
        assertThrows(IllegalStateException.class, () -> Model.compile(graph, reference()));
    assertTrue(e.getMessage().contains("no weights were given for fc"), e::getMessage);
  }

  @Test
  void namesTheBackendsThereAre() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> ModelOptions.defaults().backend("gpu"));
    assertTrue(e.getMessage().contains("caffe-mirror, direct, reference"), e::getMessage);
  }

  @Test
  void refusesUseAfterClose() {
    Model model = Model.compile(graph(), ModelOptions.defaults());
    Session session = model.open();
    model.close();
    model.close();
    assertThrows(IllegalStateException.class, model::open);
    session.write("data", new float[3], 0);
    session.run();
    assertArrayEquals(new float[] {1}, session.read("score"), "an open session still works");
    session.close();
    session.close();
    assertThrows(IllegalStateException.class, session::run);
    assertThrows(IllegalStateException.class, () -> session.read("score"));
    assertThrows(IllegalStateException.class, () -> session.write("data", new float[3], 0));
  }

  @Test
  void refusesArraysThatAreTooShort() {
    try (Model model = Model.compile(graph(), reference());
        Session session = model.open()) {
      assertThrows(ShapeException.class, () -> session.write("data", new float[3], 1));
      assertThrows(ShapeException.class, () -> session.read("score", new float[1], 1));
      assertThrows(IllegalArgumentException.class, () -> session.write("x", new float[3], 0));
    }
  }

  @Test
  void timesEachStep() {
    try (Model model = Model.compile(graph(), reference());
        Session session = model.open()) {
      StringBuilder layers = new StringBuilder();
      session.run((step, nanos) -> layers.append(step.layer()).append(nanos >= 0 ? " " : "!"));
      assertEquals("fc relu last drop ", layers.toString());
    }
  }
}
