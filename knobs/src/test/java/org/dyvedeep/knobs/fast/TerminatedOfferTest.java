package org.dyvedeep.knobs.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.backend.direct.DirectBackend;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.count.EffortMeter;
import org.dyvedeep.knobs.run.EffortGraph;
import org.dyvedeep.knobs.run.EffortProvider;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Sdss;
import org.dyvedeep.knobs.setting.Sfma;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;
import org.dyvedeep.knobs.setting.Zis;
import org.junit.jupiter.api.Test;

class TerminatedOfferTest {
  @Property(tries = 60)
  void equalsTheDefinition(@ForAll long seed) {
    TerminatedExample example = new TerminatedExample(new SplittableRandom(seed));
    float[] expected = example.run(reference(EffortProvider.of(example.effort())), 1);
    for (Kernels kernels : List.of(KernelLookup.scalar(), KernelLookup.best())) {
      ModelOptions options = fast(example, kernels);
      float[] actual = example.run(options, 1);
      assertArrayEquals(expected, actual, example.tolerance(), kernels.description());
      assertArrayEquals(actual, example.run(options, 2), "two threads differ from one");
    }
  }

  @Test
  void runsTheLayersThatItAccepts() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20; i++) {
      TerminatedExample example = new TerminatedExample(random);
      try (Model model = example.compile(fast(example, KernelLookup.best()))) {
        List<String> operators = model.steps().stream().map(StepInfo::operator).toList();
        assertTrue(operators.contains("tuned-dynamic: SPET"), operators.toString());
      }
    }
  }

  @Test
  void takesAFirstLayerWithoutPadding() {
    Graph graph = EffortGraph.of(unpadded());
    Stage stage = Stage.below(0.5, List.of(0.5f));
    LayerEffort effort =
        LayerEffort.none().with(new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 4));
    EffortProvider defined = EffortProvider.of(Map.of("layer", effort));
    FastEffortProvider fast = FastEffortProvider.of(Map.of("layer", effort));
    assertArrayEquals(
        run(graph, reference(defined)), run(graph, ModelOptions.defaults().provider(fast)), 1e-4f);
  }

  private static Graph unpadded() {
    SplittableRandom random = new SplittableRandom(8);
    float[] weights = new float[16 * 3 * 3 * 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble(-1, 1);
    }
    GraphBuilder builder = new GraphBuilder("first");
    Value data = builder.input("data", Shape.of(1, 3, 9, 9));
    Window window = Window.of(3, 2, 0);
    Value sums =
        builder
            .add(
                "layer",
                "Convolution",
                Convolution.of(16, List.of(window, window), 1, false),
                List.of(data),
                List.of(new DenseWeights(Shape.of(16, 3, 3, 3), weights)),
                List.of("sums"))
            .get(0);
    builder.add("relu", "ReLU", new Relu(0), List.of(sums), List.of(), List.of("out"));
    return builder.build();
  }

  private static float[] run(Graph graph, ModelOptions options) {
    float[] input = new float[3 * 9 * 9];
    for (int i = 0; i < input.length; i++) {
      input[i] = (float) Math.sin(i);
    }
    try (Model model = Model.compile(graph, options);
        Session session = model.open()) {
      session.write("data", input, 0);
      session.run();
      return session.read("out");
    }
  }

  @Test
  void someNeuronsStopAndSomeDoNot() {
    double shares = 0;
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20; i++) {
      TerminatedExample example = new TerminatedExample(random);
      EffortMeter meter = new EffortMeter();
      example.run(reference(EffortProvider.of(example.effort()).metered(meter)), 1);
      shares += (double) meter.total().spet() / meter.total().dense();
    }
    double share = shares / 20;
    assertTrue(share > 0.1 && share < 0.6, "share of SPET in the examples: " + share);
  }

  @Test
  void saysWhyOtherFormsAreNotFast() {
    Stage stage = Stage.below(0.5, List.of(0f));
    StagedSpet four = new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 4);
    LayerEffort fast = LayerEffort.none().with(four);
    assertTrue(FastEffortProvider.obstacle(fast.with(Zis.exact())).isEmpty());
    String pixels = "spet is fast with staged checks where pixels is 4 to 16 only";
    for (int count : new int[] {1, 3, 17}) {
      StagedSpet other = new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), count);
      assertEquals(pixels, obstacle(LayerEffort.none().with(other)));
    }
    assertEquals(pixels, obstacle(LayerEffort.none().with(new SignedSpet(8))));
    String alone = "spet is fast without sdss and sfma only";
    assertEquals(alone, obstacle(fast.with(new Sfma(Sfma.Criterion.RANGE, List.of(1f), 1, 1))));
    Sdss sdss =
        new Sdss(
            Sdss.Grid.CHECKERBOARD,
            2,
            2,
            Sdss.Basis.ACTIVATION,
            List.of(1f),
            List.of(),
            Sdss.Interpolation.AVERAGE,
            true);
    assertEquals(alone, obstacle(fast.with(sdss)));
    assertEquals("zis is fast with epsilon 0 only", obstacle(fast.with(new Zis(0.5f))));
  }

  @Test
  void fullyConnectedLayersAreNotTakenForExecuted() {
    GraphBuilder builder = new GraphBuilder("product");
    Value x = builder.input("x", Shape.of(1, 4));
    DenseWeights weights = new DenseWeights(Shape.of(2, 4), new float[8]);
    builder.add(
        "ip",
        "InnerProduct",
        InnerProduct.of(2, false).with(new Relu(0)),
        List.of(x),
        List.of(weights),
        List.of("ip"));
    Node node = builder.build().nodes().get(0);
    Stage stage = Stage.below(0.5, List.of(0f));
    StagedSpet spet = new StagedSpet(TapOrder.TAPS, List.of(), List.of(stage), 4);
    Sfma sfma = new Sfma(Sfma.Criterion.RANGE, List.of(1f), 2, 3);
    PlanOptions options = new PlanOptions(1);
    for (LayerEffort effort :
        List.of(LayerEffort.none().with(spet), LayerEffort.none().with(sfma))) {
      assertTrue(FastEffortProvider.obstacle(effort).isEmpty());
      assertTrue(FastEffortProvider.obstacle(node, effort, options).isPresent());
    }
  }

  private static String obstacle(LayerEffort effort) {
    return FastEffortProvider.obstacle(effort).orElseThrow();
  }

  private static ModelOptions fast(TerminatedExample example, Kernels kernels) {
    DirectBackend direct = new DirectBackend(kernels, true);
    return ModelOptions.defaults()
        .backend(direct)
        .provider(FastEffortProvider.of(example.effort()).on(direct, kernels));
  }

  private static ModelOptions reference(EffortProvider provider) {
    return ModelOptions.defaults().backend("reference").provider(provider);
  }
}
