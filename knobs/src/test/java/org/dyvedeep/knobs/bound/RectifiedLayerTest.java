package org.dyvedeep.knobs.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.run.EffortGraph;
import org.junit.jupiter.api.Test;

/** Which convolutions are looked at, and which of them feed a max pooling alone. */
class RectifiedLayerTest {
  private static final Window HALVING = Window.of(2, 2, 0);
  private static final Window POINT = Window.of(1, 1, 0);

  private final GraphBuilder builder = new GraphBuilder("net");
  private final Value data = builder.input("data", Shape.of(1, 2, 4, 4));

  private Value add(String name, Operation operation, Value... from) {
    return builder.add(name, name, operation, List.of(from), List.of(), List.of(name)).get(0);
  }

  private Value convolution(String name, Activation activation) {
    Value sums =
        builder
            .add(
                name,
                "Convolution",
                Convolution.of(3, List.of(POINT, POINT), 1, false),
                List.of(data),
                List.of(new DenseWeights(Shape.of(3, 2, 1, 1), new float[6])),
                List.of(name))
            .get(0);
    return add(name + "_activation", activation, sums);
  }

  private Map<String, Boolean> pooledByLayer() {
    Map<String, Boolean> found = new TreeMap<>();
    for (RectifiedLayer layer : RectifiedLayer.of(EffortGraph.of(builder.build()))) {
      found.put(layer.name(), layer.maxPooling().isPresent());
    }
    return found;
  }

  private static Pooling pooling(Pooling.Method method) {
    return Pooling.of(method, HALVING, HALVING);
  }

  @Test
  void otherActivationsAreLeftOut() {
    convolution("plain", new Relu(0));
    convolution("leaky", new Relu(0.1f));
    convolution("sigmoid", new Sigmoid());
    assertEquals(Map.of("plain", false), pooledByLayer());
  }

  @Test
  void channelsMayBeJoinedOnTheWayToAMaxPooling() {
    Value a = convolution("a", new Relu(0));
    Value b = convolution("b", new Relu(0));
    add("pool", pooling(Pooling.Method.MAX), add("joined", new Concat(1), a, b));
    assertEquals(Map.of("a", true, "b", true), pooledByLayer());
  }

  @Test
  void otherReadersNeedAllOutputs() {
    Value a = convolution("a", new Relu(0));
    add("pool", pooling(Pooling.Method.MAX), a);
    add("other", new Sigmoid(), a);
    add("mean", pooling(Pooling.Method.AVE), convolution("b", new Relu(0)));
    Value c = convolution("c", new Relu(0));
    add("high", pooling(Pooling.Method.MAX), add("joined", new Concat(2), c));
    assertEquals(Map.of("a", false, "b", false, "c", false), pooledByLayer());
  }
}
