package org.dyvedeep.knobs.fast;

import java.util.Optional;
import org.dyvedeep.engine.backend.direct.ConvolutionCost;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.PatchNeighbours;
import org.dyvedeep.engine.kernel.WinogradConvolution;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.knobs.run.SampledPositions;
import org.dyvedeep.knobs.setting.Sdss;

/** Says whether SDSS can save time in a layer at all. */
final class SamplingChoice {
  private SamplingChoice() {}

  /** Why a layer should be run dense in spite of its SDSS; empty if it should not. */
  static Optional<String> obstacle(Node node, Sdss sdss, PlanOptions options) {
    if (!(node.operation() instanceof Convolution layer)
        || layer.windows().size() != 2
        || node.inputs().get(0).shape().rank() != 4
        || !(layer.activation() instanceof Identity || Relu.isRectifier(layer.activation()))) {
      return Optional.of("sdss is fast in convolutions of images, with a plain ReLU or none");
    }
    ConvolutionShape shape = DenseShape.of(node, layer);
    boolean patches = sdss.grid() == Sdss.Grid.PATCHES;
    if (patches && !WinogradConvolution.handles(PatchNeighbours.SIDE, shape)) {
      return Optional.of("sdss in patches is fast at a stride of 1, kernels of 3 x 3 or 5 x 5");
    }
    ConvolutionCost cost = new ConvolutionCost(options.costs());
    double least = patches ? patchNanos(cost, shape) : pixelNanos(cost, sdss, shape);
    return least < cost.denseNanos(shape)
        ? Optional.empty()
        : Optional.of("sdss would take longer even if nothing off the grid were computed");
  }

  private static double patchNanos(ConvolutionCost cost, ConvolutionShape shape) {
    int side = PatchNeighbours.SIDE;
    int rows = (shape.out().height() + side - 1) / side;
    int columns = (shape.out().width() + side - 1) / side;
    return cost.patchNanos(shape, (rows * columns + 1) / 2);
  }

  private static double pixelNanos(ConvolutionCost cost, Sdss sdss, ConvolutionShape shape) {
    BlockedLayout out = shape.out();
    int grid = new SampledPositions(sdss, out.height(), out.width()).grid().length;
    return cost.pixelNanos(shape, grid);
  }
}
