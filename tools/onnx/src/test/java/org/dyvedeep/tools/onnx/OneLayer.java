package org.dyvedeep.tools.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.GraphBuilder;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperation;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Weights;

/** Graphs of a single layer called "layer", from "in0" on to "out0" on. */
final class OneLayer {
  private OneLayer() {}

  static Graph of(RandomOperation random) {
    return of(random.operation(), random.denseWeights(), random.inputShapes());
  }

  /** Weights of 0, 1, 2 and so on. */
  static Graph of(Operation operation, Shape... inputs) {
    List<Weights> weights = new ArrayList<>();
    for (Shape shape : operation.weightShapes(Arrays.asList(inputs))) {
      float[] values = new float[shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      weights.add(new DenseWeights(shape, values));
    }
    return of(operation, weights, Arrays.asList(inputs));
  }

  static Graph of(Operation operation, List<Weights> weights, List<Shape> inputs) {
    GraphBuilder builder = new GraphBuilder("one layer");
    List<Value> from = new ArrayList<>();
    for (Shape input : inputs) {
      from.add(builder.input("in" + from.size(), input));
    }
    List<String> outputs =
        IntStream.range(0, operation.outputShapes(inputs).size()).mapToObj(i -> "out" + i).toList();
    builder.add("layer", "Test", operation, from, weights, outputs);
    return builder.build();
  }
}
