package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * A fully-connected layer over a batch of plain rows, as a product in which images are what outputs
 * are to a convolution: 16 or 32 of them fill the vectors, and rows of weights are its pixels. So
 * the register tiles of {@link TapProduct} serve here too, and nothing is summed across a vector.
 *
 * <p>Inputs are packed once a run, [image / 16][input][16 images]. Weights stay where the model has
 * them; a panel of as many rows as a tile has is copied to scratch, [input / 16][row][16 inputs],
 * while it is used: rows that lie a multiple of 4 KiB apart would push each other out of the cache.
 *
 * <p>Immutable and shared by threads; what changes is in a {@link Bound}.
 */
public final class BatchedFullyConnected {
  /** From that many images on this is faster than {@link FullyConnected}, as measured. */
  public static final int LEAST_BATCH = 4;

  private static final int BLOCK = BlockedLayout.BLOCK;

  private final Kernels kernels;
  private final int outputs;
  private final int inputs;
  private final int batch;
  private final float[] weights;
  private final float[] bias;
  private final boolean relu;
  private final int rows;
  private final int[] taps;

  /**
   * Keeps the weights.
   *
   * @param batch rows of inputs
   * @param weights outputs x inputs
   * @param bias one value an output; null for none
   * @param relu whether negative results become zero
   * @throws IllegalArgumentException if weights or bias have another length
   */
  public BatchedFullyConnected(
      Kernels kernels,
      int outputs,
      int inputs,
      int batch,
      float[] weights,
      float[] bias,
      boolean relu) {
    WeightLengths.require((long) outputs * inputs, outputs, weights.length, bias);
    this.kernels = kernels;
    this.outputs = outputs;
    this.inputs = inputs;
    this.batch = batch;
    this.weights = weights;
    this.bias = bias;
    this.relu = relu;
    TileSizes sizes = kernels.tileSizes();
    this.rows = sizes.row().isEmpty() ? BLOCK : sizes.row().get(0);
    this.taps = taps(inputs, rows);
  }

  private static int[] taps(int inputs, int rows) {
    return IntStream.range(0, inputs).map(k -> k / BLOCK * rows * BLOCK + k % BLOCK).toArray();
  }

  /** How many panels of rows of weights the work divides into. */
  public int panels() {
    return (outputs + rows - 1) / rows;
  }

  /** How many inputs an item of the batch has. */
  public int inputs() {
    return inputs;
  }

  private int imageBlocks() {
    return (batch + BLOCK - 1) / BLOCK;
  }

  /** Floats that the packed inputs take, shared by all threads. */
  public int packedFloats() {
    return Math.multiplyExact(Math.multiplyExact(inputs, BLOCK), imageBlocks());
  }

  private int panelFloats() {
    return (inputs + BLOCK - 1) / BLOCK * BLOCK * rows;
  }

  /** Scratch that each thread needs, in floats: a panel of weights and its products. */
  public int scratchFloats() {
    return panelFloats() + imageBlocks() * BLOCK * rows;
  }

  /**
   * Binds the layer to the place of its packed inputs.
   *
   * @param packed room for {@link #packedFloats} floats from po, which other layers may use between
   *     two runs
   */
  public Bound bind(float[] packed, int po) {
    return new Bound(packed, po);
  }

  /** The layer with room for its packed inputs; for one run at a time, of any number of threads. */
  public final class Bound {
    private final float[] packed;
    private final int po;
    private final TapProduct whole;
    private final TapProduct last;

    private Bound(float[] packed, int po) {
      this.packed = packed;
      this.po = po;
      List<TapProduct.Strip> strips = new ArrayList<>();
      for (int block = 0; block < imageBlocks(); block += 2) {
        int blocks = Math.min(2, imageBlocks() - block);
        strips.add(new TapProduct.Strip(block, blocks, taps, po + block * BLOCK * inputs));
      }
      float[] zeros = new float[imageBlocks() * BLOCK];
      this.whole = product(strips, rows, zeros);
      this.last = product(strips, outputs - (panels() - 1) * rows, zeros);
    }

    private TapProduct product(List<TapProduct.Strip> strips, int count, float[] zeros) {
      int[] places = IntStream.range(0, count).map(row -> row * BLOCK).toArray();
      PixelTiles tiles = PixelTiles.of(places, places, kernels.tileSizes());
      return new TapProduct(tiles, strips, packed, zeros, rows * BLOCK, false);
    }

    /**
     * Packs a range of inputs, upper bound excluded, of all images. All inputs must be packed
     * before {@link #run}.
     *
     * @param xo where the batch x inputs begin in x
     */
    public void pack(float[] x, int xo, int fromInput, int toInput) {
      for (int block = 0; block < imageBlocks(); block++) {
        int width = Math.min(2, imageBlocks() - block / 2 * 2) * BLOCK;
        int to = po + block / 2 * 2 * BLOCK * inputs + block % 2 * BLOCK;
        for (int k = fromInput; k < toInput; k++) {
          packInput(x, xo + k, block * BLOCK, to + k * width);
        }
      }
    }

    private void packInput(float[] x, int from, int firstImage, int to) {
      int count = Math.min(BLOCK, batch - firstImage);
      for (int i = 0; i < count; i++) {
        packed[to + i] = x[from + (firstImage + i) * inputs];
      }
      for (int i = count; i < BLOCK; i++) {
        packed[to + i] = 0;
      }
    }

    /**
     * Computes the outputs of a range of panels, upper bound excluded, for all images.
     *
     * @param yo where the batch x outputs begin in y
     * @param scratch room for {@link #scratchFloats} floats from so, for this thread only
     */
    public void run(float[] y, int yo, int fromPanel, int toPanel, float[] scratch, int so) {
      int products = so + panelFloats();
      for (int panel = fromPanel; panel < toPanel; panel++) {
        TapProduct product = panel == panels() - 1 ? last : whole;
        int first = panel * rows;
        int count = Math.min(rows, outputs - first);
        kernels.interleaveRows(weights, first * inputs, inputs, count, rows, scratch, so);
        kernels.multiply(
            product,
            scratch,
            so,
            scratch,
            products,
            0,
            product.stripCount(),
            0,
            product.tiles().count());
        for (int row = 0; row < count; row++) {
          unpack(scratch, products + row * BLOCK, first + row, y, yo);
        }
      }
    }

    private void unpack(float[] products, int from, int output, float[] y, int yo) {
      float add = bias == null ? 0 : bias[output];
      for (int image = 0; image < batch; image++) {
        float value = products[from + image / BLOCK * rows * BLOCK + image % BLOCK] + add;
        y[yo + image * outputs + output] = relu && value < 0 ? 0 : value;
      }
    }
  }
}
