package org.dyvedeep.engine.backend.direct;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DepthwiseConvolution;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PatchConvolution;
import org.dyvedeep.engine.kernel.PhasedConvolution;
import org.dyvedeep.engine.kernel.SparseInputConvolution;
import org.dyvedeep.engine.kernel.StridePhases;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Chooses how a convolution over two axes of NCHW is run. In this order:
 *
 * <ol>
 *   <li>A window that covers the whole input is a fully-connected layer: one output pixel would
 *       leave a register tile of 14 pixels almost empty.
 *   <li>As many groups as channels: the depthwise kernel.
 *   <li>Up to 4 input channels: from planar input, since a block of 16 would be mostly empty to
 *       read; at a stride of 2 or 4 over its {@linkplain StridePhases phases} by Winograd, where
 *       {@link ConvolutionCost} says that it saves time, else direct.
 *   <li>3x3 to 5x5 at a stride of 1: Winograd in the same case.
 *   <li>All others: direct, from blocked input; where zeros may be skipped and it could save time,
 *       each image that has enough of them from listed taps.
 * </ol>
 */
final class ConvolutionLayer {
  /** A border that multiplies the value's size by more is not worth its memory. */
  private static final int MOST_GROWTH = 16;

  private final Kernels kernels;
  private final Ways ways;
  private final Convolution operation;
  private final int threads;
  private final ConvolutionCost cost;
  private final int images;
  private final float[] weights;
  private final float[] bias;
  private final boolean relu;

  /**
   * What may be used besides the dense direct kernels.
   *
   * @param winograd Winograd's algorithm
   * @param skipsZeros kernels that leave out zero inputs
   */
  record Ways(boolean winograd, boolean skipsZeros) {}

  private ConvolutionLayer(
      Kernels kernels, Ways ways, Convolution operation, Node node, PlanOptions options) {
    this.kernels = kernels;
    this.ways = ways;
    this.operation = operation;
    this.threads = options.threads();
    this.cost = new ConvolutionCost(options.costs());
    this.images = node.inputs().get(0).shape().dim(0);
    this.weights = node.weights().get(0).values();
    this.bias = operation.bias() ? node.weights().get(1).values() : null;
    this.relu = Relu.isRectifier(operation.activation());
  }

  static Optional<Offer> offer(
      Kernels kernels, Ways ways, Convolution op, Node node, PlanOptions options) {
    Shape input = node.inputs().get(0).shape();
    boolean runs =
        op.windows().size() == 2
            && input.rank() == 4
            && input.canonicalAxis(op.axis()) == 1
            && (op.activation() instanceof Identity || Relu.isRectifier(op.activation()));
    if (!runs) {
      return Optional.empty();
    }
    if (op.group() == 1
        && covers(op.windows().get(0), input.dim(2))
        && covers(op.windows().get(1), input.dim(3))) {
      return Optional.of(
          FullyConnectedLayer.offer(
              kernels,
              op.outputs(),
              input.dim(0),
              node,
              Relu.isRectifier(op.activation()),
              options.threads()));
    }
    Window rows = op.windows().get(0);
    Window columns = op.windows().get(1);
    double height = input.dim(2) + 2.0 * rows.pad();
    double width = input.dim(3) + 2.0 * columns.pad();
    if (height * width > (double) MOST_GROWTH * input.count(2)) {
      return Optional.empty();
    }
    boolean planar = ConvolutionCost.isPlanar(input.dim(1), op.group());
    LayoutKind kind = planar ? LayoutKind.PLANAR : LayoutKind.BLOCKED;
    ConvolutionLayer layer = new ConvolutionLayer(kernels, ways, op, node, options);
    ActivationLayout plainInput = Plain.layout(input);
    return Optional.of(
        new UniformOffer(
            new LayoutNeed(kind, rows.pad(), columns.pad()),
            LayoutKind.BLOCKED,
            (in, out) -> layer.prepare(in == null ? plainInput : in, (BlockedLayout) out)));
  }

  private static boolean covers(Window window, int extent) {
    boolean dense = window.dilation() == 1 || window.kernel() == 1;
    return window.pad() == 0 && window.kernel() == extent && dense;
  }

  private PreparedNode prepare(ActivationLayout in, BlockedLayout out) {
    List<Window> windows = operation.windows();
    Window rows = windows.get(0);
    Window columns = windows.get(1);
    ConvolutionShape shape =
        new ConvolutionShape(
            in,
            out,
            rows.kernel(),
            columns.kernel(),
            rows.stride(),
            columns.stride(),
            rows.pad(),
            columns.pad(),
            rows.dilation(),
            columns.dilation(),
            operation.group());
    long macs = images * shape.multiplyAccumulates();
    if (DepthwiseConvolution.handles(shape)) {
      DepthwiseConvolution kernel = new DepthwiseConvolution(kernels, shape, weights, bias, relu);
      PartKernel parts =
          (x, xi, y, yi, fromBlock, toBlock, fromRow, toRow, scratch, so) ->
              kernel.run(x, xi, y, yi, fromBlock, toBlock, fromRow, toRow);
      Split split = Split.of(images, kernel.blocks(), out.height(), macs, threads);
      return parts.node("direct: depthwise", split, 0, threads);
    }
    int side = ways.winograd() ? cost.winogradSide(shape) : ConvolutionCost.DIRECT;
    return side == ConvolutionCost.DIRECT
        ? direct(new DirectConvolution(kernels, shape, weights, bias, relu), macs)
        : winograd(side, shape, macs);
  }

  private PreparedNode winograd(int side, ConvolutionShape shape, long macs) {
    boolean phased = StridePhases.handles(shape);
    PatchConvolution kernel =
        phased
            ? new PhasedConvolution(kernels, side, shape, weights, bias, relu, threads)
            : new WinogradConvolution(kernels, side, shape, weights, bias, relu, threads);
    PartKernel parts =
        (x, xi, y, yi, fromGroup, toGroup, fromStrip, toStrip, scratch, so) ->
            kernel.run(x, xi, y, yi, fromGroup, toGroup, fromStrip, toStrip, scratch, so);
    int groups = kernel.groups();
    int strips = kernel.strips();
    Split split =
        (long) images * groups < threads
            ? new Split(images, groups, strips, groups, Math.min(strips, threads))
            : Split.ofRows(images, groups, strips, macs, threads);
    String operator =
        "direct: Winograd F(" + side + "x" + side + ")" + (phased ? " of phases" : "");
    return parts.node(operator, split, kernel.scratchFloats(), threads);
  }

  private PreparedNode direct(DirectConvolution kernel, long macs) {
    ConvolutionShape shape = kernel.shape();
    String operator = shape.in() instanceof BlockedLayout ? "direct" : "direct: planar";
    PartKernel parts;
    Split split;
    if (shape.in().imageFloats() + (long) shape.out().imageFloats() > weights.length) {
      // Each thread goes on with the rows that it has in its cache, and reads all weights.
      parts =
          (x, xi, y, yi, fromTile, toTile, fromStrip, toStrip, scratch, so) ->
              kernel.run(x, xi, y, yi, fromStrip, toStrip, fromTile, toTile);
      split = Split.of(images, kernel.tiles(), kernel.strips(), macs, threads);
    } else {
      parts =
          (x, xi, y, yi, fromStrip, toStrip, fromTile, toTile, scratch, so) ->
              kernel.run(x, xi, y, yi, fromStrip, toStrip, fromTile, toTile);
      split = Split.of(images, kernel.strips(), kernel.tiles(), macs, threads);
    }
    double mostLive = ways.skipsZeros() ? cost.mostLive(shape) : 0;
    if (mostLive == 0) {
      return parts.node(operator, split, 0, threads);
    }
    return new SkippingNode(
        new SparseInputConvolution(kernels, shape, weights, bias, relu),
        parts,
        split,
        mostLive,
        threads);
  }
}
