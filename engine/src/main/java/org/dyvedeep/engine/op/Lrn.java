package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Caffe's local response normalisation: y = x * scale^-beta. ACROSS_CHANNELS: scale = k +
 * alpha/localSize * sum of squares over localSize channels. WITHIN_CHANNEL: scale = 1 + alpha *
 * average of squares over a localSize x localSize window, with the divisor of AVE pooling (k is
 * ignored).
 *
 * @param region where the squares are summed
 * @param localSize channels, or the window's side; odd
 * @param alpha weight of the squares
 * @param beta exponent
 * @param k offset, ACROSS_CHANNELS only
 */
public record Lrn(Region region, int localSize, float alpha, float beta, float k)
    implements Operation {
  /** Where the squares are summed. */
  public enum Region {
    /** Over neighbouring channels at one position. */
    ACROSS_CHANNELS,
    /** Over neighbouring positions in one channel. */
    WITHIN_CHANNEL
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shape input = Arity.one(this, inputs);
    Arity.require(input.rank() == 4, this, "an input of 4 axes (NCHW) is needed, got " + input);
    Arity.require(localSize % 2 == 1, this, "local_size must be odd, got " + localSize);
    return List.of(input);
  }
}
