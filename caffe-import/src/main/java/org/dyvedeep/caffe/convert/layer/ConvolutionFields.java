package org.dyvedeep.caffe.convert.layer;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.ConvolutionParameter;
import org.dyvedeep.engine.op.Window;

/**
 * The fields that Convolution and Deconvolution share, above all how the kernel moves along each
 * spatial axis. Kernel, stride and padding come in two forms that exclude each other: repeated (one
 * for all axes, or one for each), and _h with _w for two axes. Dilation has the first form only.
 */
final class ConvolutionFields {
  private final LayerContext layer;
  private final int axes;

  private ConvolutionFields(LayerContext layer, int axes) {
    this.layer = layer;
    this.axes = axes;
  }

  /**
   * The fields, checked.
   *
   * @param outputs output channels
   * @param windows one for each spatial axis
   * @param group channel groups
   * @param bias whether there is a bias
   * @param axis the channel axis, counted from the front
   */
  record Read(int outputs, List<Window> windows, int group, boolean bias, int axis) {}

  /** Checks the blobs and reads the fields of a layer. */
  static Read of(LayerContext layer) {
    layer.requireBottoms(1, Integer.MAX_VALUE);
    layer.requireTops(layer.bottoms().size(), layer.bottoms().size());
    ConvolutionParameter convolution = layer.parameter().getConvolutionParam();
    int outputs = layer.positive(field("num_output"), convolution.getNumOutput());
    int axis = layer.shape(0).canonicalAxis(convolution.getAxis());
    int group = group(layer, axis, outputs);
    int spatialAxes = layer.shape(0).rank() - axis - 1;
    List<Window> windows = new ConvolutionFields(layer, spatialAxes).read();
    return new Read(outputs, windows, group, convolution.getBiasTerm(), axis);
  }

  /** The groups, which must divide input and output channels. */
  private static int group(LayerContext layer, int axis, int outputs) {
    int group = layer.positive(field("group"), layer.parameter().getConvolutionParam().getGroup());
    int channels = layer.shape(0).dim(axis);
    layer.require(
        channels % group == 0 && outputs % group == 0,
        field("group"),
        group + " groups for " + channels + " input channels and num_output " + outputs,
        "a number that divides both",
        "correct group or num_output");
    return group;
  }

  private List<Window> read() {
    ConvolutionParameter p = layer.parameter().getConvolutionParam();
    List<Integer> kernel =
        p.hasKernelH() || p.hasKernelW()
            ? pair("kernel", "kernel_size", p.getKernelSizeCount(), p.getKernelH(), p.getKernelW())
            : spread("kernel_size", p.getKernelSizeList(), null);
    List<Integer> stride =
        p.hasStrideH() || p.hasStrideW()
            ? pair("stride", "stride", p.getStrideCount(), p.getStrideH(), p.getStrideW())
            : spread("stride", p.getStrideList(), 1);
    List<Integer> pad =
        p.hasPadH() || p.hasPadW()
            ? pair("pad", "pad", p.getPadCount(), p.getPadH(), p.getPadW())
            : spread("pad", p.getPadList(), 0);
    List<Integer> dilation = spread("dilation", p.getDilationList(), 1);
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      windows.add(
          new Window(
              layer.positive(field("kernel_size"), kernel.get(i)),
              layer.positive(field("stride"), stride.get(i)),
              layer.nonNegative(field("pad"), pad.get(i)),
              layer.positive(field("dilation"), dilation.get(i))));
    }
    return windows;
  }

  private List<Integer> pair(String stem, String repeated, int repeats, int h, int w) {
    layer.require(
        axes == 2,
        field(stem + "_h"),
        stem + "_h and " + stem + "_w for " + axes + " spatial axes",
        "them for two axes only",
        "use " + repeated + ", once for each axis");
    layer.require(
        repeats == 0,
        field(stem + "_h"),
        "both " + repeated + " and " + stem + "_h or " + stem + "_w",
        "one of the two forms",
        "remove one of them");
    return List.of(h, w);
  }

  private List<Integer> spread(String name, List<Integer> values, Integer otherwise) {
    boolean none = values.isEmpty() && otherwise != null;
    layer.require(
        none || values.size() == 1 || values.size() == axes,
        field(name),
        values.size() + " values",
        "one" + (axes == 1 ? "" : ", or one for each of " + axes + " spatial axes"),
        "correct their number");
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      result.add(none ? otherwise : values.get(values.size() == 1 ? 0 : i));
    }
    return result;
  }

  private static String field(String name) {
    return "convolution_param." + name;
  }
}
