package org.dyvedeep.engine.kernel;

import java.util.List;
import org.dyvedeep.engine.kernel.TapProduct.Strip;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Weights in the order in which {@link TapProduct} reads them: strip, then tap, then output. Taps
 * go over blocks of input channels, kernel rows, kernel columns and channels of the block, so that
 * neighbouring taps read neighbouring floats.
 *
 * <p>A strip whose outputs belong to several groups has the taps of all of them, with zero weights
 * where an output does not read an input.
 */
final class StripWeights {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private StripWeights() {}

  /** Receives a tap. */
  interface TapVisitor {
    void visit(int tap, int channel, int ky, int kx);
  }

  static int firstGroup(ConvolutionShape shape, int block) {
    return block * BLOCK / shape.groupOutputs();
  }

  static int lastGroup(ConvolutionShape shape, int block, int blocks) {
    int end = Math.min((block + blocks) * BLOCK, shape.out().channels());
    return (end - 1) / shape.groupOutputs();
  }

  static void forEachTap(
      ConvolutionShape shape, int firstGroup, int lastGroup, TapVisitor visitor) {
    int end = (lastGroup + 1) * shape.groupInputs();
    int inputBlock = shape.in().channelsPerBlock();
    int tap = 0;
    for (int from = firstGroup * shape.groupInputs(); from < end; ) {
      int to = Math.min(end, (from / inputBlock + 1) * inputBlock);
      for (int ky = 0; ky < shape.kernelY(); ky++) {
        for (int kx = 0; kx < shape.kernelX(); kx++) {
          for (int channel = from; channel < to; channel++) {
            visitor.visit(tap++, channel, ky, kx);
          }
        }
      }
      from = to;
    }
  }

  static float[] pack(ConvolutionShape shape, List<Strip> strips, float[] weights) {
    Strip last = strips.get(strips.size() - 1);
    float[] packed =
        new float[Math.addExact(last.weight(), last.taps().length * last.blocks() * BLOCK)];
    for (Strip strip : strips) {
      int outputs = strip.blocks() * BLOCK;
      int first = firstGroup(shape, strip.block());
      int end = lastGroup(shape, strip.block(), strip.blocks());
      forEachTap(
          shape,
          first,
          end,
          (tap, channel, ky, kx) ->
              packTap(
                  shape,
                  strip.block() * BLOCK,
                  outputs,
                  channel,
                  ky * shape.kernelX() + kx,
                  weights,
                  packed,
                  strip.weight() + tap * outputs));
    }
    return packed;
  }

  private static void packTap(
      ConvolutionShape shape,
      int firstOutput,
      int outputs,
      int channel,
      int position,
      float[] weights,
      float[] packed,
      int to) {
    int group = channel / shape.groupInputs();
    int from = Math.max(firstOutput, group * shape.groupOutputs());
    int end = Math.min(firstOutput + outputs, (group + 1) * shape.groupOutputs());
    int positions = shape.kernelY() * shape.kernelX();
    int step = shape.groupInputs() * positions;
    int source = channel % shape.groupInputs() * positions + position;
    for (int output = from; output < end; output++) {
      packed[to + output - firstOutput] = weights[output * step + source];
    }
  }
}
