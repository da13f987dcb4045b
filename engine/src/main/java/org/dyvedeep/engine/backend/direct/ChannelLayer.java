package org.dyvedeep.engine.backend.direct;

import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Step;

/**
 * What applies numbers of its own to each channel of a blocked value: PReLU, and where they are not
 * folded into a convolution BatchNorm with stored statistics, Scale and Bias. The last three are
 * one kernel: (x - subtrahend) * factor + term. Subtracting first keeps BatchNorm precise where the
 * mean is far greater than the deviation.
 */
final class ChannelLayer {
  private static final int BLOCK = BlockedLayout.BLOCK;

  /** Parts of a block's table. */
  private static final int FACTORS = BLOCK;

  private static final int TERMS = 2 * BLOCK;
  private static final int TABLE = 3 * BLOCK;

  /** Applies a block's numbers to a run of its pixels. */
  @FunctionalInterface
  private interface BlockKernel {
    void run(int block, float[] x, int xo, float[] y, int yo, int count);
  }

  private ChannelLayer() {}

  static Optional<Offer> offer(Kernels kernels, Node node, List<LayoutKind> inputs, int threads) {
    if (inputs.size() != 1 || inputs.get(0) != LayoutKind.BLOCKED) {
      return Optional.empty();
    }
    return kernel(kernels, node)
        .map(
            kernel -> {
              DirectNode prepared =
                  new DirectNode("direct", memory -> bind(kernel, threads, memory));
              return new UniformOffer(
                  LayoutNeed.of(LayoutKind.BLOCKED), LayoutKind.BLOCKED, (in, out) -> prepared);
            });
  }

  private static Optional<BlockKernel> kernel(Kernels kernels, Node node) {
    Operation operation = node.operation();
    int channels = node.inputs().get(0).shape().dim(1);
    if (operation instanceof PRelu) {
      float[] slopes = slopes(node, channels);
      return Optional.of(
          (block, x, xo, y, yo, count) ->
              kernels.rectifyChannels(x, xo, slopes, block * BLOCK, y, yo, count));
    }
    return table(node, channels)
        .map(
            table ->
                (block, x, xo, y, yo, count) ->
                    kernels.scaleChannels(x, xo, table, block * TABLE, y, yo, count));
  }

  private static float[] slopes(Node node, int channels) {
    float[] stored = node.weights().get(0).values();
    float[] slopes = new float[(channels + BLOCK - 1) / BLOCK * BLOCK];
    for (int c = 0; c < channels; c++) {
      slopes[c] = stored[stored.length == 1 ? 0 : c];
    }
    return slopes;
  }

  private static Optional<float[]> table(Node node, int channels) {
    Operation operation = node.operation();
    float[][] weights = node.weights().stream().map(w -> w.values()).toArray(float[][]::new);
    if (operation instanceof BatchNorm norm && norm.globalStats()) {
      return Optional.of(normalization(norm, weights, channels));
    }
    boolean perChannel = weights.length > 0 && weights[0].length == channels;
    if (operation instanceof Scale scale && perChannel && isChannelAxis(node, scale.axis())) {
      return Optional.of(table(channels, null, weights[0], scale.bias() ? weights[1] : null));
    }
    if (operation instanceof Bias bias && perChannel && isChannelAxis(node, bias.axis())) {
      return Optional.of(table(channels, null, null, weights[0]));
    }
    return Optional.empty();
  }

  private static boolean isChannelAxis(Node node, int axis) {
    return node.weights().get(0).shape().rank() == 1
        && node.inputs().get(0).shape().canonicalAxis(axis) == 1;
  }

  private static float[] normalization(BatchNorm norm, float[][] weights, int channels) {
    float scale = weights[2][0] == 0 ? 0 : 1 / weights[2][0];
    float[] means = new float[channels];
    float[] factors = new float[channels];
    for (int c = 0; c < channels; c++) {
      means[c] = scale * weights[0][c];
      factors[c] = (float) (1 / Math.sqrt(scale * weights[1][c] + norm.eps()));
    }
    return table(channels, means, factors, null);
  }

  /** Zeros for channels that complete a block, so that zeros stay zeros there. */
  private static float[] table(int channels, float[] means, float[] factors, float[] terms) {
    float[] table = new float[(channels + BLOCK - 1) / BLOCK * TABLE];
    for (int c = 0; c < channels; c++) {
      int at = c / BLOCK * TABLE + c % BLOCK;
      table[at] = means == null ? 0 : means[c];
      table[at + FACTORS] = factors == null ? 1 : factors[c];
      table[at + TERMS] = terms == null ? 0 : terms[c];
    }
    return table;
  }

  private static Step bind(BlockKernel kernel, int threads, NodeMemory memory) {
    Runs x = Runs.input(memory, 0, true);
    Runs y = Runs.output(memory, true);
    return Runs.step(
        memory.team(),
        y,
        threads,
        run ->
            kernel.run(y.block(run), x.array(), x.start(run), y.array(), y.start(run), y.length()));
  }
}
