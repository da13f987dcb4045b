package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Caffe refuses about a layer's fields is refused here, by file, layer, field and advice. */
class LayerErrorsTest {
  private record Case(String type, String bottoms, String tops, String fields, List<String> words) {
    @Override
    public String toString() {
      return type + " " + fields;
    }
  }

  private static Case bad(String type, String fields, String... words) {
    return new Case(type, "x", "top", fields, List.of(words));
  }

  private static Case convolution(String fields, String... words) {
    return bad("Convolution", "convolution_param { " + fields + " }", words);
  }

  private static Case pooling(String fields, String... words) {
    return bad("Pooling", "pooling_param { " + fields + " }", words);
  }

  static Stream<Case> convolutions() {
    return Stream.of(
        convolution("kernel_size: 3", "num_output", "found 0"),
        convolution("num_output: 4", "kernel_size", "found 0 values"),
        convolution("num_output: 4 kernel_size: 0", "kernel_size", "found 0,"),
        convolution("num_output: 4 kernel_size: 4294967295", "4294967295"),
        convolution("num_output: 4 kernel_size: 3 kernel_h: 3 kernel_w: 3", "both kernel_size"),
        convolution("num_output: 4 kernel_h: 3", "kernel_size", "found 0,"),
        convolution(
            "num_output: 4 kernel_size: 3 stride: 1 stride_h: 1 stride_w: 1", "both stride"),
        convolution("num_output: 4 kernel_size: 3 pad: 1 pad_h: 1", "both pad"),
        convolution("num_output: 4 kernel_size: 3 stride: 0", "stride", "found 0,"),
        convolution("num_output: 4 kernel_size: 3 dilation: 0", "dilation", "found 0,"),
        convolution(
            "num_output: 4 kernel_size: 3 kernel_size: 3 kernel_size: 3", "found 3 values", "2"),
        convolution("num_output: 4 kernel_h: 3 kernel_w: 3 axis: 2", "1 spatial axes"),
        convolution("num_output: 4 kernel_size: 3 group: 4", "group", "6 input channels"),
        convolution("num_output: 5 kernel_size: 3 group: 2", "group", "num_output 5"),
        convolution("num_output: 4 kernel_size: 20", "shapes that do not fit", "extent 20"),
        convolution("num_output: 4 kernel_size: 3 axis: 7", "axis 7"));
  }

  static Stream<Case> poolings() {
    return Stream.of(
        pooling("", "kernel_size", "neither form"),
        pooling("kernel_h: 2", "kernel_size", "half of one"),
        pooling("kernel_size: 2 kernel_h: 2 kernel_w: 2", "kernel_size"),
        pooling("kernel_size: 0", "kernel_size", "found 0,"),
        pooling("kernel_size: 2 stride: 0", "stride", "found 0,"),
        pooling("kernel_size: 2 pad: 2", "pad", "smaller than the kernel"),
        pooling("kernel_size: 2 pad_h: 1", "pad", "pad_h and pad_w"),
        pooling("kernel_size: 2 stride: 1 stride_h: 1 stride_w: 1", "stride"),
        pooling("kernel_size: 2 global_pooling: true", "global_pooling", "remove the kernel size"),
        pooling("stride: 2 global_pooling: true", "global_pooling", "pad 0 and stride 1"),
        pooling("kernel_size: 3 pad: 1 pool: STOCHASTIC", "STOCHASTIC"),
        new Case(
            "Pooling",
            "x",
            "top,mask",
            "pooling_param { kernel_size: 2 pool: AVE }",
            List.of("2 tops", "expected 1")));
  }

  static Stream<Case> others() {
    return Stream.of(
        bad("InnerProduct", "", "inner_product_param.num_output"),
        bad("Embed", "embed_param { num_output: 3 }", "embed_param.input_dim"),
        bad("LRN", "lrn_param { local_size: 4 }", "lrn_param.local_size", "odd"),
        bad("Exp", "exp_param { base: 0 }", "exp_param.base"),
        bad("Log", "log_param { base: 1 }", "log_param.base"),
        bad("Clip", "clip_param { min: 1 }", "clip_param.max"),
        bad("Clip", "", "clip_param.min"),
        bad("Concat", "concat_param { axis: 1 concat_dim: 1 }", "concat_param.concat_dim"),
        bad("Slice", "slice_param { axis: 1 slice_dim: 1 }", "slice_param.slice_dim"),
        bad("Slice", "slice_param { slice_point: 1 }", "slice points"),
        bad("Tile", "", "tile_param.tiles", "found nothing"),
        bad("Tile", "tile_param { tiles: -2 }", "found -2"),
        bad("ArgMax", "argmax_param { top_k: 0 }", "argmax_param.top_k"),
        bad("ArgMax", "argmax_param { top_k: 379 }", "top_k 379"),
        bad("SPP", "", "spp_param.pyramid_height"),
        bad("Scale", "scale_param { num_axes: -2 }", "scale_param.num_axes"),
        bad("Bias", "bias_param { num_axes: 9 }", "9 axes"),
        bad("Reshape", "reshape_param { shape { dim: -2 } }", "reshape_param.shape"),
        bad("Reshape", "reshape_param { shape { dim: 5 dim: -1 } }", "cannot be reshaped"),
        bad("Softmax", "softmax_param { axis: 4 }", "axis 4"),
        bad("Eltwise", "", "1 bottoms", "at least 2"),
        new Case("Eltwise", "x,x", "top", "eltwise_param { coeff: 1 }", List.of("1 coefficients")),
        new Case(
            "Eltwise",
            "x,x",
            "top",
            "eltwise_param { operation: PROD coeff: 1 coeff: 1 }",
            List.of("coefficients of a product")),
        new Case("Eltwise", "x,y", "top", "", List.of("2x6x5x5", "2x6x7x9")),
        new Case("Crop", "x", "top", "", List.of("1 bottoms")),
        new Case("Crop", "x,y", "top", "crop_param { offset: 9 }", List.of("offset 9")),
        new Case("ReLU", "x", "top,more", "", List.of("2 tops", "expected 1")),
        new Case("Silence", "x", "top", "", List.of("1 tops", "expected 0")),
        new Case("Flatten", "x", "x", "", List.of("cannot work in place")),
        new Case(
            "Convolution",
            "x,y",
            "top,two",
            "convolution_param { num_output: 4 kernel_size: 3 }",
            List.of("2x6x5x5", "bottoms of one shape")));
  }

  @ParameterizedTest
  @MethodSource({"convolutions", "poolings", "others"})
  void badFieldsAreRefused(Case row) {
    String text =
        Nets.input("x", 2, 6, 7, 9)
            + Nets.input("y", 2, 6, 5, 5)
            + Nets.layer(row.type(), row.bottoms(), row.tops(), "name: \"bad\" " + row.fields());
    ModelImportException e =
        ImportFailures.assertRefused(() -> Nets.load(text), row.words().toArray(String[]::new));
    assertEquals("net.prototxt", e.file());
    assertEquals("bad", e.layer().orElseThrow());
    assertEquals(3, e.line().orElseThrow());
  }
}
