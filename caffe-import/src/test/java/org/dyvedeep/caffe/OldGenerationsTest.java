package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dyvedeep.engine.graph.Node;
import org.junit.jupiter.api.Test;

/** The same network in three generations of spelling becomes the same graph. */
class OldGenerationsTest {
  private static final String V2 =
      "name: 'old' layer { name: 'data' type: 'Input' top: 'data'"
          + " input_param { shape { dim: 1 dim: 3 dim: 9 dim: 9 } } }"
          + "layer { name: 'conv' type: 'Convolution' bottom: 'data' top: 'conv'"
          + " convolution_param { num_output: 4 kernel_size: 3 pad: 1 group: 1 stride: 2 } }"
          + "layer { name: 'relu' type: 'ReLU' bottom: 'conv' top: 'conv' }"
          + "layer { name: 'pool' type: 'Pooling' bottom: 'conv' top: 'pool'"
          + " pooling_param { pool: MAX kernel_size: 2 stride: 2 } }"
          + "layer { name: 'fc' type: 'InnerProduct' bottom: 'pool' top: 'fc'"
          + " inner_product_param { num_output: 5 } }"
          + "layer { name: 'prob' type: 'Softmax' bottom: 'fc' top: 'prob' }";
  private static final String V1 =
      "name: 'old' input: 'data' input_dim: 1 input_dim: 3 input_dim: 9 input_dim: 9 "
          + "layers { name: 'conv' type: CONVOLUTION bottom: 'data' top: 'conv' blobs_lr: 1"
          + " convolution_param { num_output: 4 kernel_size: 3 pad: 1 stride: 2 } }"
          + "layers { name: 'relu' type: RELU bottom: 'conv' top: 'conv' }"
          + "layers { name: 'pool' type: POOLING bottom: 'conv' top: 'pool'"
          + " pooling_param { pool: MAX kernel_size: 2 stride: 2 } }"
          + "layers { name: 'fc' type: INNER_PRODUCT bottom: 'pool' top: 'fc'"
          + " inner_product_param { num_output: 5 } }"
          + "layers { name: 'prob' type: SOFTMAX bottom: 'fc' top: 'prob' }";
  private static final String V0 =
      "name: 'old' input: 'data' input_dim: 1 input_dim: 3 input_dim: 9 input_dim: 9 "
          + "layers { layer { name: 'pad' type: 'padding' pad: 1 } bottom: 'data' top: 'pad' }"
          + "layers { layer { name: 'conv' type: 'conv' num_output: 4 kernelsize: 3 stride: 2"
          + " blobs_lr: 1. blobs_lr: 2. } bottom: 'pad' top: 'conv' }"
          + "layers { layer { name: 'relu' type: 'relu' } bottom: 'conv' top: 'conv' }"
          + "layers { layer { name: 'pool' type: 'pool' kernelsize: 2 stride: 2 pool: MAX }"
          + " bottom: 'conv' top: 'pool' }"
          + "layers { layer { name: 'fc' type: 'innerproduct' num_output: 5 }"
          + " bottom: 'pool' top: 'fc' }"
          + "layers { layer { name: 'prob' type: 'softmax' } bottom: 'fc' top: 'prob' }";

  private static void assertSameGraph(String old) {
    ImportedModel expected = Nets.load(V2);
    ImportedModel found = Nets.load(old);
    assertEquals(expected.graph().inputs(), found.graph().inputs());
    assertEquals(expected.graph().nodes().size(), found.graph().nodes().size());
    for (int i = 0; i < expected.graph().nodes().size(); i++) {
      Node left = expected.graph().nodes().get(i);
      assertEquals(left, found.graph().nodes().get(i));
    }
    assertTrue(expected.changes().isEmpty());
    assertTrue(
        found.changes().stream().anyMatch(c -> c.kind() == ImportWarning.Kind.UPGRADE),
        () -> "" + found.changes());
  }

  @Test
  void v1IsTheSame() {
    assertSameGraph(V1);
  }

  @Test
  void v0WithItsPaddingLayerIsTheSame() {
    assertSameGraph(V0);
  }

  @Test
  void mixedGenerationsAreRefused() {
    ImportFailures.assertRefused(
        () -> Nets.load(V2 + "layers { name: 'late' type: RELU bottom: 'prob' top: 'late' }"),
        "\"late\"",
        "\"conv\"");
  }

  @Test
  void vgg16InV1HasItsKnownCostAndSize() {
    StringBuilder text =
        new StringBuilder(
            "name: 'VGG_ILSVRC_16_layers' input: 'data'"
                + " input_dim: 1 input_dim: 3 input_dim: 224 input_dim: 224 ");
    String bottom = "data";
    int[][] stages = {{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}};
    for (int stage = 1; stage <= stages.length; stage++) {
      for (int i = 1; i <= stages[stage - 1].length; i++) {
        String name = "conv" + stage + "_" + i;
        String fields = "num_output: " + stages[stage - 1][i - 1] + " pad: 1 kernel_size: 3";
        text.append(v1(name, "CONVOLUTION", bottom, "convolution_param { " + fields + " }"));
        text.append(inPlace("RELU", name));
        bottom = name;
      }
      String pool = "pool" + stage;
      text.append(v1(pool, "POOLING", bottom, "pooling_param { kernel_size: 2 stride: 2 }"));
      bottom = pool;
    }
    for (int fc = 6; fc <= 8; fc++) {
      String fields = "inner_product_param { num_output: " + (fc == 8 ? 1000 : 4096) + " }";
      text.append(v1("fc" + fc, "INNER_PRODUCT", bottom, fields));
      bottom = "fc" + fc;
      text.append(fc == 8 ? "" : inPlace("RELU", bottom) + inPlace("DROPOUT", bottom));
    }
    text.append(v1("prob", "SOFTMAX", bottom, ""));
    ImportedModel model = Nets.load(text.toString());
    assertEquals(15_470_264_320L, model.totalMacs());
    assertEquals(138_357_544L, model.totalParameters());
  }

  private static String v1(String name, String type, String bottom, String fields) {
    return String.format(
        "layers { name: '%s' type: %s bottom: '%s' top: '%s' %s }%n",
        name, type, bottom, name, fields);
  }

  private static String inPlace(String type, String blob) {
    return String.format(
        "layers { name: '%s_%s' type: %s bottom: '%s' top: '%s' }%n", type, blob, type, blob, blob);
  }
}
