package org.dyvedeep.tools.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.RandomOperation;
import org.dyvedeep.engine.op.RandomOperations;
import org.dyvedeep.tools.onnx.proto.ValueInfoProto;

/** Any layer gives a well-formed model whose tensors have the shapes of the layer's blobs. */
class RandomLayersTest {
  @Property(tries = 2000)
  void everyLayerIsWellFormed(@ForAll long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<Class<? extends Operation>> types = RandomOperations.types();
    RandomOperation operation =
        RandomOperations.of(types.get(random.nextInt(types.size())), random);
    Graph graph = OneLayer.of(operation);
    WrittenModel written = WrittenModel.of(graph);
    List<String> outputs =
        written.graph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    assertEquals(graph.outputs().stream().map(Value::name).toList(), outputs);
    graph.inputs().forEach(value -> requireShape(written, value));
    graph.outputs().forEach(value -> requireShape(written, value));
  }

  private static void requireShape(WrittenModel written, Value value) {
    List<Long> dims = Arrays.stream(value.shape().dims()).asLongStream().boxed().toList();
    assertEquals(dims, written.shape(value.name()), value.name());
  }
}
