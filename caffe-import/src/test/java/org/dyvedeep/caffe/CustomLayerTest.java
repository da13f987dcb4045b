package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dyvedeep.caffe.custom.Offset;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.engine.run.Model;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.engine.run.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer type of one's own, from the prototxt to its results. */
class CustomLayerTest {
  private static final String TEXT =
      Nets.input("data", 1, 2, 1, 2)
          + Nets.layer("Offset", "data", "moved", "power_param { shift: 10 }")
          + Nets.layer("Power", "moved", "out", "power_param { scale: 2 }");

  @TempDir Path folder;

  @Test
  void converterAndOperationAreFoundAndRun() throws IOException {
    NetParameter file =
        NetParameter.newBuilder().addLayer(TinyNet.layer("moved", TinyNet.blob(2))).build();
    Path weights = Files.write(folder.resolve("w"), file.toByteArray());
    ImportedModel imported = TinyNet.load(TEXT, weights, ImportOptions.defaults());
    assertEquals(new Offset(10), imported.graph().nodes().get(0).operation());
    try (Model model = Model.compile(imported.graph(), ModelOptions.defaults());
        Session session = model.open()) {
      session.write("data", new float[] {1, 2, 3, 4}, 0);
      session.run();
      assertArrayEquals(new float[] {22, 24, 46, 48}, session.read("out"));
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefused() throws IOException {
    NetParameter file =
        NetParameter.newBuilder().addLayer(TinyNet.layer("moved", TinyNet.blob(3))).build();
    Path weights = Files.write(folder.resolve("w"), file.toByteArray());
    ImportFailures.assertRefused(
        () -> TinyNet.load(TEXT, weights, ImportOptions.defaults()),
        "\"moved\"",
        "found weights of 3");
  }
}
