package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.PoolingParameter;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Window;

/**
 * Pooling: pool, kernel_size, stride and pad (or their forms with _h and _w), global_pooling and
 * round_mode; a second top of MAX pooling holds the positions of the maxima. The engine field picks
 * a GPU library and means nothing here.
 */
public final class PoolingConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public PoolingConverter() {}

  @Override
  public String type() {
    return "Pooling";
  }

  @Override
  public void convert(LayerContext layer) {
    PoolingParameter pooling = layer.parameter().getPoolingParam();
    Pooling.Method method =
        switch (pooling.getPool()) {
          case MAX -> Pooling.Method.MAX;
          case AVE -> Pooling.Method.AVE;
          case STOCHASTIC -> Pooling.Method.STOCHASTIC;
        };
    layer.requireBottoms(1, 1);
    layer.requireTops(1, method == Pooling.Method.MAX ? 2 : 1);
    requireOneForm(layer, pooling);
    boolean global = pooling.getGlobalPooling();
    Window height = global ? globalWindow(layer, pooling) : height(layer, pooling);
    Window width = global ? height : width(layer, pooling);
    boolean padded = height.pad() > 0 || width.pad() > 0;
    layer.require(
        !padded || method != Pooling.Method.STOCHASTIC,
        "pooling_param.pad",
        "padding of STOCHASTIC pooling",
        "padding of MAX and AVE pooling only",
        "remove the padding");
    Pooling.RoundMode round =
        pooling.getRoundMode() == PoolingParameter.RoundMode.FLOOR
            ? Pooling.RoundMode.FLOOR
            : Pooling.RoundMode.CEIL;
    boolean mask = layer.tops().size() > 1;
    layer.emit(new Pooling(method, height, width, global, round, mask));
  }

  private static void requireOneForm(LayerContext layer, PoolingParameter p) {
    boolean anyKernel = p.hasKernelSize() || p.hasKernelH() || p.hasKernelW();
    if (p.getGlobalPooling()) {
      layer.require(
          !anyKernel,
          "pooling_param.global_pooling",
          "global_pooling and a kernel size",
          "one of them",
          "remove the kernel size");
    } else {
      boolean both = p.hasKernelH() && p.hasKernelW();
      requireForm(
          layer, "kernel_size", p.hasKernelSize() ? !p.hasKernelH() && !p.hasKernelW() : both);
    }
    requireForm(layer, "pad", pairOrNone(p.hasPad(), p.hasPadH(), p.hasPadW()));
    requireForm(layer, "stride", pairOrNone(p.hasStride(), p.hasStrideH(), p.hasStrideW()));
  }

  private static boolean pairOrNone(boolean single, boolean h, boolean w) {
    return (!h && !w) || (!single && h && w);
  }

  private static void requireForm(LayerContext layer, String field, boolean fits) {
    String stem = field.replace("_size", "");
    layer.require(
        fits,
        "pooling_param." + field,
        "neither form, half of one, or both",
        "either " + field + ", or " + stem + "_h and " + stem + "_w",
        "correct the fields");
  }

  private static Window globalWindow(LayerContext layer, PoolingParameter p) {
    boolean plain =
        p.getPad() == 0
            && p.getPadH() == 0
            && p.getPadW() == 0
            && p.getStride() == 1
            && (!p.hasStrideH() || (p.getStrideH() == 1 && p.getStrideW() == 1));
    layer.require(
        plain,
        "pooling_param.global_pooling",
        "global_pooling with a pad or a stride",
        "pad 0 and stride 1",
        "remove them");
    return Window.of(1, 1, 0);
  }

  private static Window height(LayerContext layer, PoolingParameter p) {
    return window(
        layer,
        p.hasKernelSize() ? p.getKernelSize() : p.getKernelH(),
        p.hasStrideH() ? p.getStrideH() : p.getStride(),
        p.hasPadH() ? p.getPadH() : p.getPad());
  }

  private static Window width(LayerContext layer, PoolingParameter p) {
    return window(
        layer,
        p.hasKernelSize() ? p.getKernelSize() : p.getKernelW(),
        p.hasStrideW() ? p.getStrideW() : p.getStride(),
        p.hasPadW() ? p.getPadW() : p.getPad());
  }

  private static Window window(LayerContext layer, int kernel, int stride, int pad) {
    int size = layer.positive("pooling_param.kernel_size", kernel);
    int step = layer.positive("pooling_param.stride", stride);
    int border = layer.nonNegative("pooling_param.pad", pad);
    layer.require(
        border < size,
        "pooling_param.pad",
        "padding of " + border + " for a kernel of " + size,
        "padding smaller than the kernel",
        "reduce the padding");
    return Window.of(size, step, border);
  }
}
