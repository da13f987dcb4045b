package org.dyvedeep.engine.backend.direct;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.DepthwiseConvolution;
import org.dyvedeep.engine.kernel.DirectConvolution;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Region;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.plan.Team;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Chooses how a convolution over two axes of NCHW is run. In this order:
 *
 * <ol>
 *   <li>A window that covers the whole input is a fully-connected layer: one output pixel would
 *       leave a register tile of 14 pixels almost empty.
 *   <li>As many groups as channels: the depthwise kernel.
 *   <li>Up to 4 input channels: direct, from planar input, since a block of 16 would be mostly
 *       empty to read.
 *   <li>3x3 at a stride of 1: Winograd, where {@link ConvolutionCost} says that it saves time.
 *   <li>All others: direct, from blocked input.
 * </ol>
 */
final class ConvolutionLayer {
  private static final int PLANAR_CHANNELS = 4;

  /** A border that multiplies the value's size by more is not worth its memory. */
  private static final int MOST_GROWTH = 16;

  private final Kernels kernels;
  private final boolean winograd;
  private final Convolution operation;
  private final int threads;
  private final int images;
  private final float[] weights;
  private final float[] bias;
  private final boolean relu;

  private ConvolutionLayer(
      Kernels kernels, boolean winograd, Convolution operation, Node node, int threads) {
    this.kernels = kernels;
    this.winograd = winograd;
    this.operation = operation;
    this.threads = threads;
    this.images = node.inputs().get(0).shape().dim(0);
    this.weights = node.weights().get(0).values();
    this.bias = operation.bias() ? node.weights().get(1).values() : null;
    this.relu = DirectBackend.isRectifier(operation.activation());
  }

  static Optional<Offer> offer(
      Kernels kernels, boolean winograd, Convolution op, Node node, int threads) {
    Shape input = node.inputs().get(0).shape();
    boolean runs =
        op.windows().size() == 2
            && input.rank() == 4
            && input.canonicalAxis(op.axis()) == 1
            && (op.activation() instanceof Identity || DirectBackend.isRectifier(op.activation()));
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
              DirectBackend.isRectifier(op.activation()),
              threads));
    }
    Window rows = op.windows().get(0);
    Window columns = op.windows().get(1);
    double height = input.dim(2) + 2.0 * rows.pad();
    double width = input.dim(3) + 2.0 * columns.pad();
    if (height * width > (double) MOST_GROWTH * input.count(2)) {
      return Optional.empty();
    }
    boolean planar = input.dim(1) <= PLANAR_CHANNELS && op.group() == 1;
    LayoutKind kind = planar ? LayoutKind.PLANAR : LayoutKind.BLOCKED;
    ConvolutionLayer layer = new ConvolutionLayer(kernels, winograd, op, node, threads);
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
      Split split = Split.of(images, kernel.blocks(), out.height(), macs, threads);
      return new DirectNode("direct: depthwise", memory -> bind(kernel, split, memory));
    }
    if (winograd && ConvolutionCost.prefersWinograd(shape)) {
      WinogradConvolution kernel =
          new WinogradConvolution(kernels, shape, weights, bias, relu, threads);
      Split split = Split.of(images, kernel.groups(), 1, macs, threads);
      int scratch = Math.multiplyExact(threads, kernel.scratchFloats());
      return new DirectNode("direct: Winograd", scratch, memory -> bind(kernel, split, memory));
    }
    DirectConvolution kernel = new DirectConvolution(kernels, shape, weights, bias, relu);
    String operator = in instanceof BlockedLayout ? "direct" : "direct: planar";
    if (in.imageFloats() + (long) out.imageFloats() > weights.length) {
      // Each thread goes on with the rows that it has in its cache, and reads all weights.
      Split split = Split.of(images, kernel.tiles(), kernel.strips(), macs, threads);
      return new DirectNode(operator, memory -> bindByTiles(kernel, split, memory));
    }
    Split split = Split.of(images, kernel.strips(), kernel.tiles(), macs, threads);
    return new DirectNode(operator, memory -> bind(kernel, split, memory));
  }

  private static Step bind(DirectConvolution kernel, Split split, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernel.run(
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromRow(part),
                split.toRow(part),
                split.fromColumn(part),
                split.toColumn(part));
    return () -> team.run(task, split.parts());
  }

  private static Step bindByTiles(DirectConvolution kernel, Split split, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernel.run(
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromColumn(part),
                split.toColumn(part),
                split.fromRow(part),
                split.toRow(part));
    return () -> team.run(task, split.parts());
  }

  private static Step bind(WinogradConvolution kernel, Split split, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    float[] scratch = memory.scratch();
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernel.run(
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromRow(part),
                split.toRow(part),
                scratch,
                worker * kernel.scratchFloats());
    return () -> team.run(task, split.parts());
  }

  private static Step bind(DepthwiseConvolution kernel, Split split, NodeMemory memory) {
    Region x = memory.input(0);
    Region y = memory.output(0);
    Team team = memory.team();
    Team.Task task =
        (part, worker) ->
            kernel.run(
                x.array(),
                x.image(split.image(part)),
                y.array(),
                y.image(split.image(part)),
                split.fromRow(part),
                split.toRow(part),
                split.fromColumn(part),
                split.toColumn(part));
    return () -> team.run(task, split.parts());
  }
}
