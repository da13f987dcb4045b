package org.dyvedeep.caffe.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.dyvedeep.caffe.ImportFailures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.dyvedeep.caffe.read.ParsedNet;
import org.dyvedeep.caffe.read.PrototxtReader;
import org.dyvedeep.caffe.read.ReadOptions;
import org.dyvedeep.caffe.read.SourceMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetUpgraderTest {

  static ParsedNet parse(String text) {
    return new PrototxtReader(ReadOptions.defaults().withStrict(true))
        .parse("net.prototxt", text.getBytes(UTF_8));
  }

  static UpgradedNet upgrade(String text) {
    ParsedNet net = parse(text);
    return NetUpgrader.upgrade("net.prototxt", net.positions(), net.net());
  }

  static void check(String old, String current) {
    assertEquals(parse(current).net(), upgrade(old).net());
  }

  private static boolean mentions(UpgradedNet net, String text) {
    return net.changes().stream().map(ImportWarning::text).anyMatch(t -> t.contains(text));
  }

  @Test
  void currentNetworksStayAsTheyAre() {
    NetParameter net = parse("name: 'n' layer { name: 'a' type: 'ReLU' }").net();
    UpgradedNet upgraded = NetUpgrader.upgrade("f", SourceMap.empty(), net);
    assertSame(net, upgraded.net());
    assertEquals(List.of(), upgraded.changes());
  }

  @Test
  void v0WithPaddingLayers() {
    String old =
        """
        name: 'old' input: 'data' input_dim: 1 input_dim: 3 input_dim: 32 input_dim: 32
        layers { layer { name: 'pad1' type: 'padding' pad: 2 } bottom: 'data' top: 'pad1' }
        layers {
          layer { name: 'conv1' type: 'conv' num_output: 16 kernelsize: 5 group: 2 stride: 3
            biasterm: false weight_filler { type: 'xavier' } bias_filler { value: 1 }
            blobs_lr: 1 blobs_lr: 2 weight_decay: 1 weight_decay: 0 }
          bottom: 'pad1' top: 'conv1' }
        layers { layer { name: 'relu1' type: 'relu' } bottom: 'conv1' top: 'conv1' }
        layers { layer { name: 'pool1' type: 'pool' pool: AVE kernelsize: 3 stride: 2 pad: 1 }
          bottom: 'conv1' top: 'pool1' }
        layers { layer { name: 'norm1' type: 'lrn' local_size: 3 alpha: 0.1 beta: 0.5 k: 2 }
          bottom: 'pool1' top: 'norm1' }
        layers { layer { name: 'cat' type: 'concat' concat_dim: 2 }
          bottom: 'pool1' bottom: 'norm1' top: 'cat' }
        layers { layer { name: 'fc' type: 'innerproduct' num_output: 10 biasterm: true }
          bottom: 'cat' top: 'fc' }
        layers { layer { name: 'drop' type: 'dropout' dropout_ratio: 0.25 } bottom: 'fc' top: 'fc' }
        layers { layer { name: 'prob' type: 'softmax' } bottom: 'fc' top: 'prob' }
        """;
    check(
        old,
        """
        name: 'old'
        layer { name: 'input' type: 'Input' top: 'data'
          input_param { shape { dim: 1 dim: 3 dim: 32 dim: 32 } } }
        layer { name: 'conv1' type: 'Convolution' bottom: 'data' top: 'conv1'
          param { lr_mult: 1 decay_mult: 1 } param { lr_mult: 2 decay_mult: 0 }
          convolution_param { num_output: 16 kernel_size: 5 group: 2 stride: 3 pad: 2
            bias_term: false weight_filler { type: 'xavier' } bias_filler { value: 1 } } }
        layer { name: 'relu1' type: 'ReLU' bottom: 'conv1' top: 'conv1' }
        layer { name: 'pool1' type: 'Pooling' bottom: 'conv1' top: 'pool1'
          pooling_param { pool: AVE kernel_size: 3 stride: 2 pad: 1 } }
        layer { name: 'norm1' type: 'LRN' bottom: 'pool1' top: 'norm1'
          lrn_param { local_size: 3 alpha: 0.1 beta: 0.5 k: 2 } }
        layer { name: 'cat' type: 'Concat' bottom: 'pool1' bottom: 'norm1' top: 'cat'
          concat_param { concat_dim: 2 } }
        layer { name: 'fc' type: 'InnerProduct' bottom: 'cat' top: 'fc'
          inner_product_param { num_output: 10 bias_term: true } }
        layer { name: 'drop' type: 'Dropout' bottom: 'fc' top: 'fc'
          dropout_param { dropout_ratio: 0.25 } }
        layer { name: 'prob' type: 'Softmax' bottom: 'fc' top: 'prob' }
        """);
    UpgradedNet upgraded = upgrade(old);
    assertTrue(mentions(upgraded, "padding layer pad1 became pad: 2 of layer conv1"));
    assertTrue(mentions(upgraded, "8 layers of generation V0"));
    assertTrue(mentions(upgraded, "the input data became an Input layer"));
    assertEquals(3, upgraded.changes().get(0).line());
  }

  @Test
  void v0DataLayers() {
    check(
        """
        layers { layer { name: 'd' type: 'data' source: 'db' batchsize: 4 scale: 0.5 cropsize: 227
          mirror: true meanfile: 'm' rand_skip: 3 } top: 'data' }
        layers { layer { name: 'i' type: 'images' source: 'l' batchsize: 2 new_height: 8 new_width: 9
          shuffle_images: true } top: 'im' }
        layers { layer { name: 'w' type: 'window_data' source: 's' batchsize: 1 det_fg_threshold: 0.1
          det_bg_threshold: 0.2 det_fg_fraction: 0.3 det_context_pad: 4 det_crop_mode: 'square' } }
        layers { layer { name: 'h' type: 'hdf5_output' hdf5_output_param { file_name: 'f' } } bottom: 'im' }
        """,
        """
        layer { name: 'd' type: 'Data' top: 'data'
          data_param { source: 'db' batch_size: 4 rand_skip: 3 }
          transform_param { scale: 0.5 crop_size: 227 mirror: true mean_file: 'm' } }
        layer { name: 'i' type: 'ImageData' top: 'im'
          image_data_param { source: 'l' batch_size: 2 new_height: 8 new_width: 9 shuffle: true } }
        layer { name: 'w' type: 'WindowData' window_data_param { source: 's' batch_size: 1
          fg_threshold: 0.1 bg_threshold: 0.2 fg_fraction: 0.3 context_pad: 4 crop_mode: 'square' } }
        layer { name: 'h' type: 'HDF5Output' bottom: 'im' hdf5_output_param { file_name: 'f' } }
        """);
  }

  @Test
  void v0SettingsWithoutAMeaningAreNamed() {
    UpgradedNet net =
        upgrade("layers { layer { name: 'r' type: 'relu' kernelsize: 3 new_num: 1 } }");
    assertTrue(mentions(net, "kernelsize has no meaning for a layer of type \"relu\""));
    assertTrue(mentions(net, "new_num"));
    assertEquals(ImportWarning.Kind.IGNORED, net.changes().get(0).kind());
    assertRefused(
        () ->
            upgrade(
                """
                layers { layer { name: 'a' type: 'warp' } }
                layers { layer { name: 'b' type: 'conv' } }
                layers { layer { name: 'c' type: 'bend' } }
                """),
        "net.prototxt:1",
        "\"warp\" of a",
        "\"bend\" of c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu | p    |      | pad | type \"relu\" behind a padding layer",
        "conv | p, x |      | pad | 2 bottoms behind a padding layer",
        "conv | y    |      | pad | the blob \"y\"",
        "conv | p    | , x  | pad | 2 bottoms and 1 tops",
      })
  void paddingThatCannotBeFolded(
      String type, String bottoms, String more, String name, String words) {
    String paddingBottoms = "['x'" + (more == null ? "" : more.replace("x", "'x'")) + "]";
    String text =
        "input: 'x' input_dim: [1, 1, 1, 1] layers { layer { name: '%s' type: 'padding' } bottom: %s top: 'p' }"
                .formatted(name, paddingBottoms)
            + "layers { layer { name: 'l' type: '%s' } bottom: ['%s'] top: 'l' }"
                .formatted(type, bottoms.replace(", ", "', '"));
    assertRefused(() -> upgrade(text), words);
  }

  @Test
  void v1ParametersOfBlobs() {
    String old =
        """
        layers { name: 'c' type: CONVOLUTION bottom: 'd' top: 'c' blobs_lr: 1 blobs_lr: 2
          weight_decay: 1 weight_decay: 0 param: 'w' blob_share_mode: PERMISSIVE
          include { phase: TEST } loss_weight: 3 convolution_param { num_output: 2 } }
        layers { name: 'l' type: SOFTMAX_LOSS exclude { stage: 's' } }
        """;
    check(
        old,
        """
        layer { name: 'c' type: 'Convolution' bottom: 'd' top: 'c'
          param { name: 'w' share_mode: PERMISSIVE lr_mult: 1 decay_mult: 1 }
          param { lr_mult: 2 decay_mult: 0 }
          include { phase: TEST } loss_weight: 3 convolution_param { num_output: 2 } }
        layer { name: 'l' type: 'SoftmaxWithLoss' exclude { stage: 's' } }
        """);
    assertTrue(
        mentions(upgrade(old), "param, blob_share_mode, blobs_lr, weight_decay became param {"));
  }

  @Test
  void everyTypeOfV1HasAName() {
    for (V1LayerParameter.LayerType type : V1LayerParameter.LayerType.values()) {
      String current = upgrade("layers { type: " + type + " }").net().getLayer(0).getType();
      // The names differ in case and underscores only, but for two.
      String expected = type.name().replace("_", "");
      expected = expected.equals("SOFTMAXLOSS") ? "SOFTMAXWITHLOSS" : expected;
      expected = expected.equals("NONE") ? "" : expected;
      assertTrue(expected.equalsIgnoreCase(current), () -> type + " became " + current);
    }
  }

  @Test
  void v1TypeNumbersThatCaffeDoesNotHave() {
    UnknownFieldSet.Field number = UnknownFieldSet.Field.newBuilder().addVarint(77).build();
    NetParameter.Builder net = NetParameter.newBuilder();
    net.addLayersBuilder()
        .setName("odd")
        .setUnknownFields(UnknownFieldSet.newBuilder().addField(5, number).build());
    assertRefused(
        () -> NetUpgrader.upgrade("f", SourceMap.empty(), net.build()), "\"odd\"", "number 77");
  }

  @Test
  void dataTransformationMoves() {
    check(
        """
        layers { name: 'd' type: DATA data_param { source: 's' scale: 2 mean_file: 'm' crop_size: 5
          mirror: true } transform_param { scale: 1 force_gray: true } }
        layers { name: 'i' type: IMAGE_DATA image_data_param { crop_size: 6 } }
        layers { name: 'w' type: WINDOW_DATA window_data_param { mirror: false } }
        layers { name: 'm' type: MEMORY_DATA memory_data_param { channels: 3 } }
        """,
        """
        layer { name: 'd' type: 'Data' data_param { source: 's' }
          transform_param { scale: 2 mean_file: 'm' crop_size: 5 mirror: true force_gray: true } }
        layer { name: 'i' type: 'ImageData' image_data_param { } transform_param { crop_size: 6 } }
        layer { name: 'w' type: 'WindowData' window_data_param { } transform_param { mirror: false } }
        layer { name: 'm' type: 'MemoryData' memory_data_param { channels: 3 } }
        """);
  }

  @Test
  void inputsInTheirFourForms() {
    String current =
        """
        layer { name: 'input' type: 'Input' top: 'a' top: 'b'
          input_param { shape { dim: [1, 3, 4, 5] } shape { dim: [2, 1, 1, 1] } } }
        layer { name: 'x' type: 'ReLU' bottom: 'a' top: 'x' }
        """;
    String rest = "layer { name: 'x' type: 'ReLU' bottom: 'a' top: 'x' }";
    check(current, current);
    check("input: 'a' input: 'b' input_dim: [1, 3, 4, 5, 2, 1, 1, 1]" + rest, current);
    check(
        "input: 'a' input_shape { dim: [1, 3, 4, 5] }"
            + "input: 'b' input_shape { dim: [2, 1, 1, 1] }"
            + rest,
        current);
    // Names alone, as old caffemodels have them.
    UpgradedNet bare = upgrade("input: 'a'" + rest);
    assertEquals(parse(rest).net(), bare.net());
    assertTrue(mentions(bare, "the input a has no shape"));
  }

  @Test
  void inputsThatContradictThemselves() {
    assertRefused(
        () -> upgrade("input: 'a' input_dim: [1, 2, 3]"), "input_dim", "3 input_dim for 1 input");
    assertRefused(() -> upgrade("input_dim: [1, 2, 3, 4]"), "4 input_dim for 0 input");
    assertRefused(
        () -> upgrade("input: 'a' input: 'b' input_shape { }"), "1 input_shape for 2 input");
    assertRefused(
        () -> upgrade("input: 'a' input_dim: [1, 2, 3, 4] input_shape { dim: 1 }"),
        "one of the two");
  }

  @Test
  void batchNormsOldParams() {
    String three = "param { lr_mult: 0 } param { lr_mult: 0 } param { lr_mult: 0 }";
    UpgradedNet net = upgrade("layer { name: 'bn' type: 'BatchNorm' " + three + " }");
    assertEquals(0, net.net().getLayer(0).getParamCount());
    assertTrue(mentions(net, "three param entries"));
    assertEquals(
        3,
        upgrade("layer { name: 's' type: 'Scale' " + three + " }")
            .net()
            .getLayer(0)
            .getParamCount());
  }

  @Test
  void layerAndLayersInOneFile() {
    assertRefused(
        () ->
            upgrade("layer { name: 'new' } layers { name: 'v1' } layers { layer { name: 'v0' } }"),
        "'layer' (\"new\")",
        "'layers' (\"v1\", \"v0\")",
        "silently drop");
  }
}
