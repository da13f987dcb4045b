package org.dyvedeep.engine.kernel;

import java.util.List;

/**
 * What every convolution here comes down to: each output pixel has a place in the input, each tap
 * an offset from that place and a row of weights, and outputs are sums over taps of input times
 * weights. Kernel size, stride, dilation, padding, groups and the input's layout are all in the two
 * tables. Immutable; the arrays are shared with kernels, which only read them.
 */
public final class TapProduct {
  private final PixelTiles tiles;
  private final List<Strip> strips;
  private final float[] weights;
  private final float[] bias;
  private final int blockStride;
  private final boolean relu;

  /**
   * Puts a product together.
   *
   * @param tiles the output pixels
   * @param strips the output channels, in strips of blocks
   * @param weights [strip][tap][outputs of the strip]
   * @param bias one value for each output, and zeros that complete the last block
   * @param blockStride floats from one block of outputs to the next
   * @param relu whether negative results become zero
   */
  public TapProduct(
      PixelTiles tiles,
      List<Strip> strips,
      float[] weights,
      float[] bias,
      int blockStride,
      boolean relu) {
    this.tiles = tiles;
    this.strips = List.copyOf(strips);
    this.weights = weights;
    this.bias = bias;
    this.blockStride = blockStride;
    this.relu = relu;
  }

  /** The same for other output pixels; weights are shared. */
  TapProduct with(PixelTiles others) {
    return new TapProduct(others, strips, weights, bias, blockStride, relu);
  }

  /** The same outputs of other pixels, for which there are no taps: what the bias is. */
  TapProduct withoutTaps(PixelTiles others) {
    List<Strip> bare =
        strips.stream().map(s -> new Strip(s.block(), s.blocks(), new int[0], 0)).toList();
    return new TapProduct(others, bare, new float[0], bias, blockStride, relu);
  }

  /** The output pixels. */
  public PixelTiles tiles() {
    return tiles;
  }

  /** How many strips of outputs there are. */
  public int stripCount() {
    return strips.size();
  }

  /** A strip of outputs. */
  public Strip strip(int index) {
    return strips.get(index);
  }

  /** The block of outputs that a strip begins with; behind the last strip, the number of blocks. */
  int firstBlock(int strip) {
    Strip last = strips.get(strips.size() - 1);
    return strip < strips.size() ? strips.get(strip).block() : last.block() + last.blocks();
  }

  /** The weights: [strip][tap][outputs of the strip]. */
  public float[] weights() {
    return weights;
  }

  /** One value for each output, and zeros that complete the last block. */
  public float[] bias() {
    return bias;
  }

  /** Floats from one block of outputs to the next. */
  public int blockStride() {
    return blockStride;
  }

  /** Whether negative results become zero. */
  public boolean relu() {
    return relu;
  }

  /** One, two or four neighbouring blocks of 16 outputs, which share their taps. */
  public static final class Strip {
    private final int block;
    private final int blocks;
    private final int[] taps;
    private final int weight;

    /**
     * Puts a strip together.
     *
     * @param block the first block
     * @param blocks 1, 2 or 4
     * @param taps offsets of the taps from a pixel's place in the input
     * @param weight where the strip's weights begin
     */
    public Strip(int block, int blocks, int[] taps, int weight) {
      this.block = block;
      this.blocks = blocks;
      this.taps = taps;
      this.weight = weight;
    }

    /** The first block. */
    public int block() {
      return block;
    }

    /** How many blocks: 1, 2 or 4. */
    public int blocks() {
      return blocks;
    }

    /** Offsets of the taps from a pixel's place in the input. */
    public int[] taps() {
      return taps;
    }

    /** Where the strip's weights begin. */
    public int weight() {
      return weight;
    }
  }
}
