package org.dyvedeep.knobs.fast;

import org.dyvedeep.engine.backend.direct.ConvolutionCost;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.ConvolutionShape;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.tensor.Shape;

/** What the dense engine convolves, as far as costs depend on it. */
public final class DenseShape {
  private DenseShape() {}

  /**
   * The shape of a convolution of images. Borders play no part in what a layer costs, but for the
   * padding that is read.
   */
  public static ConvolutionShape of(Node node, Convolution layer) {
    Shape in = node.inputs().get(0).shape();
    Shape out = node.outputs().get(0).shape();
    int padY = layer.windows().get(0).pad();
    int padX = layer.windows().get(1).pad();
    ActivationLayout input =
        ConvolutionCost.isPlanar(in.dim(1), layer.group())
            ? new PlanarLayout(in.dim(1), in.dim(2), in.dim(3), padY, padX)
            : new BlockedLayout(in.dim(1), in.dim(2), in.dim(3), padY, padX);
    return SampledOffer.shape(layer, input, BlockedLayout.of(out.dim(1), out.dim(2), out.dim(3)));
  }
}
