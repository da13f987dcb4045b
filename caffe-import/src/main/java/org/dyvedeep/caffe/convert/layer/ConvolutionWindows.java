package org.dyvedeep.caffe.convert.layer;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.ConvolutionParameter;
import org.dyvedeep.engine.op.Window;

/**
 * How a convolution's kernel moves along each spatial axis. Kernel, stride and padding come in two
 * forms that exclude each other: repeated (one for all axes, or one for each), and _h with _w for
 * two axes. Dilation has the first form only.
 */
final class ConvolutionWindows {
  private final LayerContext layer;
  private final int axes;

  private ConvolutionWindows(LayerContext layer, int axes) {
    this.layer = layer;
    this.axes = axes;
  }

  /** The groups, which must divide input and output channels. */
  static int group(LayerContext layer, int axis, int outputs) {
    String field = "convolution_param.group";
    int group = layer.positive(field, layer.parameter().getConvolutionParam().getGroup());
    int channels = layer.shape(0).dim(axis);
    layer.require(
        channels % group == 0 && outputs % group == 0,
        field,
        group + " groups for " + channels + " input channels and num_output " + outputs,
        "a number that divides both",
        "correct group or num_output");
    return group;
  }

  /** One window for each spatial axis. */
  static List<Window> of(LayerContext layer, int axes) {
    return new ConvolutionWindows(layer, axes).read();
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
