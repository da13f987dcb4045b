package org.dyvedeep.engine.kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.PlanarLayout;

/** Awkward convolutions. */
final class ConvolutionShapes {
  private ConvolutionShapes() {}

  private record Window(int kernelY, int kernelX, int stride, int pad, int dilation, int group) {}

  private record Extent(int channels, int outputs, int height, int width, int border) {}

  static Arbitrary<ConvolutionShape> all() {
    Arbitrary<Window> windows =
        Combinators.combine(
                Arbitraries.integers().between(1, 5),
                Arbitraries.integers().between(1, 5),
                Arbitraries.of(1, 1, 1, 2, 3),
                Arbitraries.integers().between(0, 2),
                Arbitraries.of(1, 1, 1, 2),
                Arbitraries.of(1, 1, 2, 3))
            .as(Window::new);
    Arbitrary<Extent> extents =
        Combinators.combine(
                Arbitraries.of(1, 3, 8, 16, 17, 24, 32),
                Arbitraries.of(1, 5, 16, 24, 32, 48, 50),
                Arbitraries.integers().between(1, 16),
                Arbitraries.integers().between(1, 44),
                Arbitraries.integers().between(0, 1))
            .as(Extent::new);
    return Combinators.combine(windows, extents, Arbitraries.of(true, false))
        .as(ConvolutionShapes::shape);
  }

  private static ConvolutionShape shape(Window w, Extent e, boolean planar) {
    int pad = w.pad;
    int height = Math.max(e.height, w.dilation * (w.kernelY - 1) + 1 - 2 * pad);
    int width = Math.max(e.width, w.dilation * (w.kernelX - 1) + 1 - 2 * pad);
    int border = pad + e.border;
    int channels = e.channels * w.group;
    ActivationLayout in =
        planar
            ? new PlanarLayout(channels, height, width, border, border)
            : new BlockedLayout(channels, height, width, border, border);
    BlockedLayout out =
        new BlockedLayout(
            e.outputs * w.group,
            ConvolutionShape.outputs(height, w.kernelY, w.stride, pad, w.dilation),
            ConvolutionShape.outputs(width, w.kernelX, w.stride, pad, w.dilation),
            e.border,
            2 * e.border);
    return new ConvolutionShape(
        in,
        out,
        w.kernelY,
        w.kernelX,
        w.stride,
        w.stride,
        pad,
        pad,
        w.dilation,
        w.dilation,
        w.group);
  }
}
