package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.convert.LayerRegistry;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.ArgMax;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Bnll;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.op.Exp;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Log;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Mvn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Reduction;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Reshape;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.SpatialPyramidPooling;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Threshold;
import org.dyvedeep.engine.op.Tile;
import org.dyvedeep.engine.op.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer type: the operation that its fields ask for, and the shapes that follow. */
class LayerConversionTest {
  /** A layer that reads blobs "x" (2x6x7x9), "y" (2x6x5x5), "v" (6) or "n" (2x4). */
  private record Case(
      String type, String bottoms, int tops, String fields, Operation expected, String shapes) {
    @Override
    public String toString() {
      return type + " " + fields;
    }

    String text() {
      String names = Stream.of("a", "b", "c").limit(tops).collect(Collectors.joining(","));
      return Nets.input("x", 2, 6, 7, 9)
          + Nets.input("y", 2, 6, 5, 5)
          + Nets.input("v", 6)
          + Nets.input("n", 2, 4)
          + Nets.layer(type, bottoms, names, fields);
    }
  }

  private static Case one(String type, String fields, Operation expected, String shape) {
    return new Case(type, "x", 1, fields, expected, shape);
  }

  private static Case same(String type, String fields, Operation expected) {
    return one(type, fields, expected, "2x6x7x9");
  }

  private static Window window(int kernel, int stride, int pad, int dilation) {
    return new Window(kernel, stride, pad, dilation);
  }

  private static final Identity NONE = new Identity();

  static Stream<Case> elementWise() {
    return Stream.of(
        same("AbsVal", "", new AbsVal()),
        same("BNLL", "", new Bnll()),
        same("ELU", "", new Elu(1)),
        same("ELU", "elu_param { alpha: 0.5 }", new Elu(0.5f)),
        same("ReLU", "", new Relu(0)),
        same("ReLU", "relu_param { negative_slope: 0.1 engine: CUDNN }", new Relu(0.1f)),
        same("Sigmoid", "", new Sigmoid()),
        same("TanH", "", new Tanh()),
        same("Threshold", "threshold_param { threshold: 2 }", new Threshold(2)),
        same("Swish", "swish_param { beta: 3 }", new Swish(3)),
        same("Dropout", "dropout_param { dropout_ratio: 0.9 }", new Identity()),
        same("Power", "power_param { power: 2 scale: 3 shift: 4 }", new Power(2, 3, 4)),
        same("Exp", "", new Exp(-1, 1, 0)),
        same("Exp", "exp_param { base: 2 scale: 3 shift: 4 }", new Exp(2, 3, 4)),
        same("Log", "log_param { base: 10 scale: 3 shift: 4 }", new Log(10, 3, 4)),
        same("Clip", "clip_param { min: -1 max: 6 }", new Clip(-1, 6)),
        same("PReLU", "prelu_param { channel_shared: true }", new PRelu(true)),
        same("PReLU", "", new PRelu(false)));
  }

  static Stream<Case> normalising() {
    return Stream.of(
        same("LRN", "", new Lrn(Lrn.Region.ACROSS_CHANNELS, 5, 1, 0.75f, 1)),
        same(
            "LRN",
            "lrn_param { local_size: 3 alpha: 2 beta: 0.5 k: 4 norm_region: WITHIN_CHANNEL }",
            new Lrn(Lrn.Region.WITHIN_CHANNEL, 3, 2, 0.5f, 4)),
        same("BatchNorm", "", new BatchNorm(1e-5f, true)),
        same(
            "BatchNorm",
            "batch_norm_param { use_global_stats: false eps: 0.1 }",
            new BatchNorm(0.1f, false)),
        same("MVN", "", new Mvn(true, false, 1e-9f)),
        same(
            "MVN",
            "mvn_param { normalize_variance: false across_channels: true eps: 1 }",
            new Mvn(false, true, 1)),
        same("Softmax", "", new Softmax(1)),
        same("Softmax", "softmax_param { axis: -1 }", new Softmax(-1)),
        same("Scale", "scale_param { bias_term: true }", new Scale(1, 1, true)),
        same("Scale", "scale_param { axis: 0 num_axes: -1 }", new Scale(0, -1, false)),
        new Case("Scale", "x,v", 1, "", new Scale(1, 1, false), "2x6x7x9"),
        same("Bias", "bias_param { axis: 2 num_axes: 2 }", new Bias(2, 2)),
        new Case("Bias", "x,v", 1, "", new Bias(1, 1), "2x6x7x9"));
  }

  static Stream<Case> shaping() {
    return Stream.of(
        new Case("Concat", "y,y", 1, "", new Concat(1), "2x12x5x5"),
        new Case("Concat", "y,y", 1, "concat_param { axis: -1 }", new Concat(-1), "2x6x5x10"),
        new Case("Concat", "y,y", 1, "concat_param { concat_dim: 0 }", new Concat(0), "4x6x5x5"),
        new Case("Slice", "x", 3, "", new Slice(1, List.of(), 3), "2x2x7x9 2x2x7x9 2x2x7x9"),
        new Case(
            "Slice",
            "x",
            3,
            "slice_param { slice_dim: 3 slice_point: 1 slice_point: 4 }",
            new Slice(3, List.of(1, 4), 3),
            "2x6x7x1 2x6x7x3 2x6x7x5"),
        new Case("Split", "x", 2, "", new Split(2), "2x6x7x9 2x6x7x9"),
        new Case("Eltwise", "x,x", 1, "", new Eltwise(Eltwise.Kind.SUM, List.of()), "2x6x7x9"),
        new Case(
            "Eltwise",
            "x,x",
            1,
            "eltwise_param { coeff: 1 coeff: -1 }",
            new Eltwise(Eltwise.Kind.SUM, List.of(1f, -1f)),
            "2x6x7x9"),
        new Case(
            "Eltwise",
            "x,x",
            1,
            "eltwise_param { operation: PROD }",
            new Eltwise(Eltwise.Kind.PROD, List.of()),
            "2x6x7x9"),
        new Case(
            "Eltwise",
            "x,x",
            1,
            "eltwise_param { operation: MAX }",
            new Eltwise(Eltwise.Kind.MAX, List.of()),
            "2x6x7x9"),
        one("Flatten", "", new Flatten(1, -1), "2x378"),
        one("Flatten", "flatten_param { axis: 2 end_axis: 3 }", new Flatten(2, 3), "2x6x63"),
        one(
            "Reshape",
            "reshape_param { shape { dim: 0 dim: -1 dim: 3 } }",
            new Reshape(List.of(0, -1, 3), 0, -1),
            "2x126x3"),
        one(
            "Reshape",
            "reshape_param { shape { dim: 3 dim: 2 } axis: 1 num_axes: 1 }",
            new Reshape(List.of(3, 2), 1, 1),
            "2x3x2x7x9"),
        new Case("Crop", "x,y", 1, "", new Crop(2, List.of()), "2x6x5x5"),
        new Case(
            "Crop",
            "x,y",
            1,
            "crop_param { axis: 2 offset: 1 offset: 4 }",
            new Crop(2, List.of(1, 4)),
            "2x6x5x5"),
        one("Tile", "tile_param { axis: 2 tiles: 3 }", new Tile(2, 3), "2x6x21x9"),
        one("Reduction", "", new Reduction(Reduction.Kind.SUM, 0, 1), "scalar"),
        one(
            "Reduction",
            "reduction_param { operation: MEAN axis: 1 coeff: 2 }",
            new Reduction(Reduction.Kind.MEAN, 1, 2),
            "2"),
        one("ArgMax", "", new ArgMax(false, 1, null), "2x1x1x1"),
        one(
            "ArgMax",
            "argmax_param { out_max_val: true top_k: 2 axis: 1 }",
            new ArgMax(true, 2, 1),
            "2x2x7x9"),
        new Case("Silence", "x,y", 0, "", new Silence(), ""));
  }

  static Stream<Case> learning() {
    return Stream.of(
        one(
            "InnerProduct",
            "inner_product_param { num_output: 8 }",
            InnerProduct.of(8, true),
            "2x8"),
        one(
            "InnerProduct",
            "inner_product_param { num_output: 8 axis: -2 transpose: true bias_term: false }",
            new InnerProduct(8, 2, true, false, NONE),
            "2x6x8"),
        new Case(
            "Embed",
            "n",
            1,
            "embed_param { num_output: 5 input_dim: 9 bias_term: false }",
            new Embed(9, 5, false),
            "2x4x5"),
        one(
            "Convolution",
            "convolution_param { num_output: 4 kernel_size: 3 pad: 1 group: 2 stride: 2 }",
            Convolution.of(4, List.of(window(3, 2, 1, 1), window(3, 2, 1, 1)), 2, true),
            "2x4x4x5"),
        one(
            "Convolution",
            "convolution_param { num_output: 4 kernel_h: 3 kernel_w: 1 pad_h: 1 pad_w: 0"
                + " stride_h: 2 stride_w: 3 dilation: 2 bias_term: false }",
            Convolution.of(4, List.of(window(3, 2, 1, 2), window(1, 3, 0, 2)), 1, false),
            "2x4x3x3"),
        one(
            "Convolution",
            "convolution_param { num_output: 4 kernel_size: 2 kernel_size: 5 stride: 1 stride: 2"
                + " pad: 0 pad: 2 dilation: 3 dilation: 1 force_nd_im2col: true }",
            Convolution.of(4, List.of(window(2, 1, 0, 3), window(5, 2, 2, 1)), 1, true),
            "2x4x4x5"),
        one(
            "Convolution",
            "convolution_param { num_output: 4 kernel_size: 3 axis: 2 }",
            new Convolution(4, List.of(window(3, 1, 0, 1)), 1, true, 2, NONE),
            "2x6x4x7"),
        one(
            "Deconvolution",
            "convolution_param { num_output: 4 kernel_size: 4 stride: 2 pad: 1 group: 2 }",
            Deconvolution.of(4, List.of(window(4, 2, 1, 1), window(4, 2, 1, 1)), 2, true),
            "2x4x14x18"));
  }

  private static Pooling pooling(
      Pooling.Method method, Window height, Window width, Pooling.RoundMode mode, boolean mask) {
    return new Pooling(method, height, width, false, mode, mask);
  }

  static Stream<Case> pooling() {
    Window two = Window.of(2, 2, 0);
    Window three = Window.of(3, 2, 1);
    Pooling.RoundMode ceil = Pooling.RoundMode.CEIL;
    Pooling.RoundMode floor = Pooling.RoundMode.FLOOR;
    return Stream.of(
        one(
            "Pooling",
            "pooling_param { kernel_size: 2 stride: 2 }",
            pooling(Pooling.Method.MAX, two, two, ceil, false),
            "2x6x4x5"),
        one(
            "Pooling",
            "pooling_param { kernel_size: 2 stride: 2 round_mode: FLOOR }",
            pooling(Pooling.Method.MAX, two, two, floor, false),
            "2x6x3x4"),
        one(
            "Pooling",
            "pooling_param { kernel_size: 2 stride: 2 ceil_mode: false }",
            pooling(Pooling.Method.MAX, two, two, floor, false),
            "2x6x3x4"),
        one(
            "Pooling",
            "pooling_param { pool: AVE kernel_h: 3 kernel_w: 2 stride_h: 2 stride_w: 2"
                + " pad_h: 1 pad_w: 0 }",
            pooling(Pooling.Method.AVE, three, two, ceil, false),
            "2x6x4x5"),
        new Case(
            "Pooling",
            "x",
            2,
            "pooling_param { kernel_size: 2 stride: 2 }",
            pooling(Pooling.Method.MAX, two, two, ceil, true),
            "2x6x4x5 2x6x4x5"),
        one(
            "Pooling",
            "pooling_param { pool: AVE global_pooling: true }",
            Pooling.global(Pooling.Method.AVE),
            "2x6x1x1"),
        one(
            "Pooling",
            "pooling_param { pool: STOCHASTIC kernel_size: 2 stride: 2 }",
            pooling(Pooling.Method.STOCHASTIC, two, two, ceil, false),
            "2x6x4x5"),
        one(
            "SPP",
            "spp_param { pyramid_height: 3 pool: AVE }",
            new SpatialPyramidPooling(3, Pooling.Method.AVE),
            "2x126"));
  }

  @ParameterizedTest
  @MethodSource({"elementWise", "normalising", "shaping", "learning", "pooling"})
  void fieldsAskForTheOperation(Case row) {
    Node node = Nets.last(row.text());
    assertEquals(row.expected(), node.operation());
    assertEquals(row.type(), node.kind());
    assertEquals(
        row.shapes(),
        Nets.shapes(node).stream().map(Object::toString).collect(Collectors.joining(" ")));
  }

  @Test
  void everyComputingTypeIsTried() {
    Set<String> tried =
        Stream.of(elementWise(), normalising(), shaping(), learning(), pooling())
            .flatMap(cases -> cases)
            .map(Case::type)
            .collect(Collectors.toSet());
    for (LayerConverter converter : LayerRegistry.load().all()) {
      boolean computes =
          Arrays.asList(LayerConverter.Role.COMPUTE, LayerConverter.Role.SINK)
              .contains(converter.role());
      boolean builtIn = converter.getClass().getPackageName().endsWith(".convert.layer");
      assertTrue(!computes || !builtIn || tried.contains(converter.type()), converter::type);
    }
  }
}
