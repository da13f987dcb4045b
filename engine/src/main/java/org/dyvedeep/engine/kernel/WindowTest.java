package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.engine.kernel.layout.ActivationLayout;

/**
 * Which inputs lie under the windows of a tile of neighbouring output pixels, and up to which
 * spread those of a channel count as alike. Immutable; the arrays are shared with kernels, which
 * only read them. Offsets are from where the tile's first pixel has its first tap.
 */
public final class WindowTest {
  private final ActivationLayout in;
  private final boolean variance;
  private final float[] maxSpread;
  private final float[] halfStep;
  private final Places window;
  private final Places[] tiles;

  /** Some rows and columns of an input map. */
  private static final class Places {
    private final int[] rows;
    private final int[] columns;
    private final int[] all;

    /**
     * Combines them.
     *
     * @param rows where the rows begin
     * @param columns where the columns stand in a row
     */
    Places(int[] rows, int[] columns) {
      this.rows = rows;
      this.columns = columns;
      this.all =
          Arrays.stream(rows)
              .flatMap(row -> Arrays.stream(columns).map(column -> row + column))
              .toArray();
    }
  }

  /**
   * Makes the tables.
   *
   * @param variance whether spread is the mean of the squared differences to the mean; else the
   *     greatest less the least value
   * @param maxSpread below which spread inputs are alike, one for all channels or one for each
   * @param heights rows of output pixels of each kind of tile
   * @param widths columns of output pixels of each kind of tile
   * @throws IllegalArgumentException if there is another number of thresholds
   */
  WindowTest(
      ConvolutionShape shape,
      boolean variance,
      List<Float> maxSpread,
      int[] heights,
      int[] widths) {
    int channels = shape.in().channels();
    if (maxSpread.size() != 1 && maxSpread.size() != channels) {
      throw new IllegalArgumentException(
          "expected 1 or " + channels + " spreads, got " + maxSpread.size());
    }
    this.in = shape.in();
    this.variance = variance;
    int lanes = in.channelsPerBlock();
    this.maxSpread = new float[(channels + lanes - 1) / lanes * lanes];
    this.halfStep = new float[this.maxSpread.length];
    // What completes the last block is never alike.
    Arrays.fill(this.maxSpread, Float.NEGATIVE_INFINITY);
    for (int c = 0; c < channels; c++) {
      float most = maxSpread.get(maxSpread.size() == 1 ? 0 : c);
      this.maxSpread[c] = most;
      this.halfStep[c] = (float) ((most - Math.nextDown((double) most)) / 2);
    }
    this.window = places(shape, 1, 1);
    this.tiles = new Places[heights.length];
    Arrays.setAll(tiles, kind -> places(shape, heights[kind], widths[kind]));
  }

  /** What lies under the windows of a tile; each place once, where windows overlap too. */
  private static Places places(ConvolutionShape shape, int height, int width) {
    int[] rows = extents(height, shape.strideY(), shape.kernelY(), shape.dilationY());
    int[] columns = extents(width, shape.strideX(), shape.kernelX(), shape.dilationX());
    int lanes = shape.in().channelsPerBlock();
    return new Places(
        Arrays.stream(rows).map(row -> row * shape.in().rowStride()).toArray(),
        Arrays.stream(columns).map(column -> column * lanes).toArray());
  }

  private static int[] extents(int pixels, int stride, int kernel, int dilation) {
    return IntStream.range(0, pixels * kernel)
        .map(i -> i / kernel * stride + i % kernel * dilation)
        .sorted()
        .distinct()
        .toArray();
  }

  /** Whether spread is the mean of the squared differences to the mean, else a range. */
  public boolean variance() {
    return variance;
  }

  /** For each channel below which spread inputs are alike, also for those that fill a block. */
  public float[] maxSpread() {
    return maxSpread;
  }

  /**
   * For each channel how far below its greatest spread a double that is less begins: a difference
   * that falls short by no more is rounded to the greatest spread by those who compute in double,
   * as the definition does.
   */
  public float[] halfStep() {
    return halfStep;
  }

  /** How many channels lie side by side: 16, or 1 where the input is planar. */
  public int lanes() {
    return in.channelsPerBlock();
  }

  /** Floats from one block of channels to the next. */
  public int blockStride() {
    return in.blockStride();
  }

  /** Where the inputs under all windows of a kind of tile stand. */
  public int[] places(int kind) {
    return tiles[kind].all;
  }

  /** Where the rows under all windows of a kind of tile begin. */
  public int[] rows(int kind) {
    return tiles[kind].rows;
  }

  /** How many neighbours each row has; 0 where they are not all neighbours. */
  public int span(int kind) {
    return span(tiles[kind].columns);
  }

  /** Where the inputs under one window stand. */
  public int[] window() {
    return window.all;
  }

  /** Where the rows under one window begin. */
  public int[] windowRows() {
    return window.rows;
  }

  /** How many neighbours each row of one window has; 0 where they are not neighbours. */
  public int windowSpan() {
    return span(window.columns);
  }

  private int span(int[] columns) {
    int extent = columns[columns.length - 1] / lanes() + 1;
    return extent == columns.length ? extent : 0;
  }

  /**
   * Whether a channel is flat under the windows of a tile, by the definition.
   *
   * @param at where the channel stands at the first tap of the tile's first pixel
   */
  public boolean isFlat(int kind, float[] x, int at, int channel) {
    int[] places = places(kind);
    double spread = variance ? variance(x, at, places) : range(x, at, places);
    return spread < maxSpread[channel];
  }

  private static double range(float[] x, int at, int[] places) {
    float least = x[at];
    float greatest = x[at];
    for (int place : places) {
      least = Math.min(least, x[at + place]);
      greatest = Math.max(greatest, x[at + place]);
    }
    return (double) greatest - least;
  }

  private static double variance(float[] x, int at, int[] places) {
    double mean = sum(x, at, places) / places.length;
    double squares = 0;
    for (int place : places) {
      double difference = x[at + place] - mean;
      squares += difference * difference;
    }
    return squares / places.length;
  }

  private static double sum(float[] x, int at, int[] places) {
    double sum = 0;
    for (int place : places) {
      sum += x[at + place];
    }
    return sum;
  }

  /**
   * The mean of a channel under one window, by the definition.
   *
   * @param at where the channel stands at the window's first tap
   */
  public float mean(float[] x, int at) {
    return (float) (sum(x, at, window()) / window().length);
  }
}
