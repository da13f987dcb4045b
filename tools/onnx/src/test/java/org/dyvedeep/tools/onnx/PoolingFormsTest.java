package org.dyvedeep.tools.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Pooling.Method;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.onnx.proto.NodeProto;
import org.junit.jupiter.api.Test;

/** Caffe's pooling by ONNX's operators, worked out by hand for pools of well-known networks. */
class PoolingFormsTest {
  private static WrittenModel write(Method method, Window window, int extent) throws IOException {
    Shape in = Shape.of(1, 2, extent, extent);
    return WrittenModel.of(OneLayer.of(Pooling.of(method, window, window), in));
  }

  private static List<Long> pads(NodeProto pool) {
    return WrittenModel.attribute(pool, "pads").getIntsList();
  }

  /** AlexNet's pool1: 55 = 26 * 2 + 3. */
  @Test
  void windowsThatFitNeedNoPadding() throws IOException {
    NodeProto pool = write(Method.MAX, Window.of(3, 2, 0), 55).nodes("MaxPool").get(0);
    assertEquals(List.of(0L, 0L, 0L, 0L), pads(pool));
  }

  /** SqueezeNet's pool1: Caffe rounds 112 up to 56 windows, the last of which ends at 113. */
  @Test
  void roundingUpIsPaddingBehind() throws IOException {
    NodeProto pool = write(Method.MAX, Window.of(3, 2, 0), 112).nodes("MaxPool").get(0);
    assertEquals(List.of(0L, 0L, 1L, 1L), pads(pool));
  }

  /** CIFAR-10's pool2: 32 gives 16 windows; the last row and column have 2 of 3 elements. */
  @Test
  void averagesOfCutWindowsAreCorrected() throws IOException {
    WrittenModel written = write(Method.AVE, Window.of(3, 2, 0), 32);
    NodeProto pool = written.nodes("AveragePool").get(0);
    assertEquals(List.of(0L, 0L, 1L, 1L), pads(pool));
    assertEquals(1, WrittenModel.attribute(pool, "count_include_pad").getI());
    float[] factors = written.floats(written.nodes("Mul").get(0).getInput(1));
    assertEquals(256, factors.length);
    assertEquals(1f, factors[0]);
    assertEquals(1.5f, factors[15]);
    assertEquals(1.5f, factors[15 * 16]);
    assertEquals(2.25f, factors[255]);
  }

  /** Inception's: Caffe counts all nine of each window, padding included. */
  @Test
  void averagesOfPaddedWindowsNeedNoCorrection() throws IOException {
    WrittenModel written = write(Method.AVE, Window.of(3, 1, 1), 14);
    assertEquals(List.of(1L, 1L, 1L, 1L), pads(written.nodes("AveragePool").get(0)));
    assertTrue(written.nodes("Mul").isEmpty());
  }

  /** 5 elements at a stride of 3 have a third window, rounded up, that begins at 6. */
  @Test
  void windowsBeyondTheInputAreAddedAfterwards() throws IOException {
    WrittenModel written = write(Method.MAX, Window.of(1, 3, 0), 5);
    assertEquals(List.of(0L, 0L, 0L, 0L), pads(written.nodes("MaxPool").get(0)));
    NodeProto pad = written.nodes("Pad").get(0);
    assertArrayEquals(new float[] {-Float.MAX_VALUE}, written.floats(pad.getInput(2)));
    assertEquals(List.of(1L, 2L, 3L, 3L), written.shape("out0"));
  }

  @Test
  void wholePlanesHaveOperatorsOfTheirOwn() throws IOException {
    Shape in = Shape.of(1, 2, 3, 5);
    for (Method method : List.of(Method.MAX, Method.AVE)) {
      WrittenModel written = WrittenModel.of(OneLayer.of(Pooling.global(method), in));
      String type = method == Method.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
      assertEquals(1, written.nodes(type).size());
      assertEquals(1, written.graph().getNodeCount());
    }
  }
}
