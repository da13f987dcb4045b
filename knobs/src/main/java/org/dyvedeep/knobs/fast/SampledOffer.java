package org.dyvedeep.knobs.fast;

import java.util.Arrays;
import java.util.List;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.PixelNeighbours;
import org.dyvedeep.engine.kernel.SampledConvolution;
import org.dyvedeep.engine.kernel.SampledConvolution.Rectifier;
import org.dyvedeep.engine.kernel.SampledPatches;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.knobs.run.SampledPositions;
import org.dyvedeep.knobs.setting.Sdss;

/**
 * Offers to run a convolution with SDSS in the layouts that the dense engine would run it in.
 *
 * @param dense the dense engine's offer, which is not taken up
 */
record SampledOffer(Offer dense, Kernels kernels, Node node, Sdss sdss, int threads)
    implements Offer {
  @Override
  public LayoutNeed input(int index) {
    return dense.input(index);
  }

  @Override
  public LayoutKind output(int index) {
    return dense.output(index);
  }

  @Override
  public void close() {
    dense.close();
  }

  @Override
  public PreparedNode prepare(List<ActivationLayout> inputs, List<ActivationLayout> outputs) {
    dense.close();
    Shape input = node.inputs().get(0).shape();
    ActivationLayout in = layout(inputs.get(0), input);
    Convolution layer = (Convolution) node.operation();
    ConvolutionShape shape = shape(layer, in, (BlockedLayout) outputs.get(0));
    return sdss.grid() == Sdss.Grid.PATCHES
        ? new PatchedLayer(patches(layer, shape), input.dim(0), threads)
        : new SampledLayer(pixels(layer, shape), input.dim(0), threads);
  }

  private SampledConvolution pixels(Convolution layer, ConvolutionShape shape) {
    BlockedLayout out = shape.out();
    SampledPositions positions = new SampledPositions(sdss, out.height(), out.width());
    return new SampledConvolution(
        kernels,
        shape,
        node.weights().get(0).values(),
        bias(layer),
        rectifier(layer),
        positions.grid(),
        neighbours(positions, out));
  }

  private SampledPatches patches(Convolution layer, ConvolutionShape shape) {
    BlockedLayout out = shape.out();
    SampledPositions positions = new SampledPositions(sdss, out.height(), out.width());
    int perRow = (out.width() + SampledPositions.PATCH - 1) / SampledPositions.PATCH;
    int[] rest =
        Arrays.stream(positions.rest())
            .filter(position -> positions.decider(position) == position)
            .map(
                position ->
                    position / out.width() / SampledPositions.PATCH * perRow
                        + position % out.width() / SampledPositions.PATCH)
            .toArray();
    return new SampledPatches(
        kernels,
        shape,
        node.weights().get(0).values(),
        bias(layer),
        rectifier(layer),
        new PatchNeighbours(
            out,
            rest,
            sdss.interpolation() == Sdss.Interpolation.BILINEAR,
            thresholds(sdss.maxSpread(), out.channels()),
            thresholds(sdss.maxActivation(), out.channels())));
  }

  private float[] bias(Convolution layer) {
    return layer.bias() ? node.weights().get(1).values() : null;
  }

  /** The layout of an input, null where it is plain, in the kernels' terms. */
  static ActivationLayout layout(ActivationLayout given, Shape input) {
    return given == null ? new PlanarLayout(input.dim(1), input.dim(2), input.dim(3), 0, 0) : given;
  }

  /** What a layer convolves. */
  static ConvolutionShape shape(Convolution layer, ActivationLayout in, BlockedLayout out) {
    Window rows = layer.windows().get(0);
    Window columns = layer.windows().get(1);
    return new ConvolutionShape(
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
        layer.group());
  }

  private Rectifier rectifier(Convolution layer) {
    if (!(layer.activation() instanceof Relu)) {
      return Rectifier.NONE;
    }
    return sdss.basis() == Sdss.Basis.SUM ? Rectifier.AFTER_DECISIONS : Rectifier.BEFORE_DECISIONS;
  }

  private PixelNeighbours neighbours(SampledPositions positions, BlockedLayout out) {
    int[] rest = positions.rest();
    int[] neighbours = new int[rest.length * PixelNeighbours.NEIGHBOURS];
    float[] shares = new float[neighbours.length];
    for (int i = 0; i < rest.length; i++) {
      int count = positions.neighbours(rest[i]);
      for (int n = 0; n < PixelNeighbours.NEIGHBOURS; n++) {
        int at = i * PixelNeighbours.NEIGHBOURS + n;
        neighbours[at] = positions.neighbour(rest[i], n < count ? n : 0);
        shares[at] = n < count ? (float) positions.share(rest[i], n) : 0;
      }
    }
    return new PixelNeighbours(
        out,
        rest,
        neighbours,
        shares,
        thresholds(sdss.maxSpread(), out.channels()),
        thresholds(sdss.maxActivation(), out.channels()));
  }

  private static float[] thresholds(List<Float> given, int channels) {
    float[] all = new float[channels];
    Arrays.fill(all, given.isEmpty() ? Float.NEGATIVE_INFINITY : given.get(0));
    for (int i = 0; i < given.size() && given.size() > 1; i++) {
      all[i] = given.get(i);
    }
    return all;
  }
}
