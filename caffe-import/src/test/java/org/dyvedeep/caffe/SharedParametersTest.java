package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters with one name are one, as in Caffe. */
class SharedParametersTest {
  @TempDir Path folder;

  private static String product(String bottom, String top, String fields) {
    return Nets.layer(
        "InnerProduct",
        bottom,
        top,
        "inner_product_param { num_output: 4 bias_term: false " + fields);
  }

  private List<Node> load(String second, String holder) throws IOException {
    String text =
        Nets.input("data", 1, 4) + product("data", "a", "} param { name: \"w\" }") + second;
    NetParameter file =
        NetParameter.newBuilder().addLayer(TinyNet.layer(holder, TinyNet.blob(4, 4))).build();
    Path weights = Files.write(folder.resolve("w"), file.toByteArray());
    ImportedModel model = TinyNet.load(text, weights, ImportOptions.defaults());
    assertEquals(16, model.totalParameters());
    return model.graph().nodes();
  }

  @Test
  void oneNameIsOneBlob() throws IOException {
    for (String holder : List.of("a", "b")) {
      List<Node> nodes = load(product("a", "b", "} param { name: \"w\" }"), holder);
      assertSame(nodes.get(0).weights().get(0), nodes.get(1).weights().get(0));
    }
  }

  @Test
  void anotherShapeIsRefusedUnlessPermissive() throws IOException {
    String embed = "embed_param { num_output: 2 input_dim: 8 bias_term: false }";
    String strict = Nets.layer("Embed", "a", "b", embed + " param { name: \"w\" }");
    ImportFailures.assertRefused(
        () -> load(strict, "a"), "layer \"b\"", "8x2", "4x4", "layer \"a\"", "PERMISSIVE");
    String permissive =
        Nets.layer("Embed", "a", "b", embed + " param { name: \"w\" share_mode: PERMISSIVE }");
    List<Node> nodes = load(permissive, "a");
    assertEquals(Shape.of(8, 2), nodes.get(1).weights().get(0).shape());
    assertSame(nodes.get(0).weights().get(0).values(), nodes.get(1).weights().get(0).values());
  }

  @Test
  void anotherSizeIsRefusedEvenIfPermissive() {
    String other =
        Nets.layer(
            "Embed",
            "a",
            "b",
            "embed_param { num_output: 3 input_dim: 8 bias_term: false }"
                + " param { name: \"w\" share_mode: PERMISSIVE }");
    ImportFailures.assertRefused(() -> load(other, "a"), "8x3", "as many values as 4x4");
  }

  @Test
  void twoLayersWithWeightsNeedTwoNames() {
    ImportFailures.assertRefused(
        () ->
            load(
                Nets.layer(
                    "InnerProduct", "a", "b", "name: \"a\" inner_product_param { num_output: 4 }"),
                "a"),
        "two layers with weights");
  }
}
