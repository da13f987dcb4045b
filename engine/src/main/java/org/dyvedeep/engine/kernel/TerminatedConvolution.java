package org.dyvedeep.engine.kernel;

import java.util.Arrays;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;
import org.dyvedeep.engine.kernel.layout.CacheLines;

/**
 * A convolution that stops summing up where partial sums say that the activation will saturate
 * ({@link TerminationRule}). Each output has an order of its own: a weight is multiplied with
 * stretches of 16 neighbouring positions of a row, from planes of one channel. Stretches whose
 * positions have all stopped leave the list, so that registers stay full in what follows.
 *
 * <p>A run has two steps, each of which threads may share: {@link #fill}, over channels, and then
 * {@link #run}, over outputs and stretches. Each position's sum is the same, bit by bit, however
 * the work is cut. Immutable and shared by threads.
 */
public final class TerminatedConvolution {
  /** Neighbouring positions of a row that are computed side by side. */
  public static final int STRETCH = 16;

  private static final int BLOCK = BlockedLayout.BLOCK;

  private final Kernels kernels;
  private final ConvolutionShape shape;
  private final TerminationRule rule;
  private final ElementFunction activation;
  private final PhasePlanes planes;
  private final float[] bias;

  /** For each output, its products in their order. */
  private final int[] taps;

  private final float[] weights;
  private final int products;

  /** For each stretch: where its first taps stand, where it is written, and which lanes count. */
  private final int[] starts;

  private final int[] places;
  private final int[] lanes;

  /** The lanes of groups that decide together. */
  private final int[] groups;

  /**
   * Packs the weights, which are not kept.
   *
   * @param values O x C/group x Kh x Kw
   * @param bias one value an output; null for none
   * @param activation what becomes of sums that are not stopped
   * @throws IllegalArgumentException if weights, bias or orders have another length than the shape
   *     asks for
   */
  public TerminatedConvolution(
      Kernels kernels,
      ConvolutionShape shape,
      float[] values,
      float[] bias,
      ElementFunction activation,
      TerminationRule rule) {
    this.kernels = kernels;
    this.shape = shape;
    this.rule = rule;
    this.activation = activation;
    this.planes = new PhasePlanes(shape);
    this.products = shape.groupInputs() * shape.kernelY() * shape.kernelX();
    int outputs = shape.out().channels();
    WeightLengths.require((long) outputs * products, outputs, values.length, bias);
    this.bias = DirectConvolution.padded(bias, outputs);
    this.taps = new int[values.length];
    this.weights = new float[values.length];
    for (int o = 0; o < outputs; o++) {
      pack(o, values);
    }
    int together = STRETCH / rule.pixels();
    groups = new int[together];
    for (int g = 0; g < together; g++) {
      groups[g] = ((1 << rule.pixels()) - 1) << (g * rule.pixels());
    }
    int step = together * rule.pixels();
    int width = shape.out().width();
    int perRow = (width + step - 1) / step;
    starts = new int[perRow * shape.out().height()];
    places = new int[starts.length];
    lanes = new int[starts.length];
    for (int i = 0; i < starts.length; i++) {
      int row = i / perRow;
      int column = i % perRow * step;
      starts[i] = planes.start(row, column);
      places[i] = shape.out().offset(0, row, column);
      lanes[i] = (1 << Math.min(step, width - column)) - 1;
    }
  }

  private void pack(int output, float[] values) {
    int[] order = rule.order(output).clone();
    if (order.length != products) {
      throw new IllegalArgumentException(
          "expected an order of " + products + " products, got " + order.length);
    }
    // Between checks by channel and row, as the planes lie in memory.
    int from = 0;
    for (int check = 0; check < rule.checks(); check++) {
      Arrays.sort(order, from, rule.after(check));
      from = rule.after(check);
    }
    Arrays.sort(order, from, products);
    int window = shape.kernelY() * shape.kernelX();
    int first = output / shape.groupOutputs() * shape.groupInputs();
    for (int i = 0; i < products; i++) {
      int tap = order[i];
      int ky = tap % window / shape.kernelX();
      taps[output * products + i] = planes.tap(first + tap / window, ky, tap % shape.kernelX());
      weights[output * products + i] = values[output * products + tap];
    }
  }

  /** What is convolved. */
  public ConvolutionShape shape() {
    return shape;
  }

  /** Floats that {@link #fill} writes, and what may be read behind them. */
  public int planeFloats() {
    return Math.addExact(planes.floats(), 2 * STRETCH);
  }

  /** How many stretches the positions make. */
  public int stretches() {
    return starts.length;
  }

  /** How many outputs there are to run, with those that complete a block of 16. */
  public int outputs() {
    return shape.out().blocks() * BLOCK;
  }

  /** Copies a range of channels, upper bound excluded, to planes. */
  public void fill(float[] x, int xImage, float[] to, int po, int fromChannel, int toChannel) {
    planes.fill(x, xImage, to, po, fromChannel, toChannel);
    if (toChannel == shape.in().channels()) {
      // Lanes behind a row are computed, though not used.
      Arrays.fill(to, po + planes.floats(), po + planeFloats(), 0);
    }
  }

  /** What a thread works with. */
  public static final class Room {
    private static final int FIRST = CacheLines.FIRST;

    private final float[] sums;
    private final int[] live;
    private final int[] list;
    private final int[] open;

    /**
     * Takes the room.
     *
     * @param stretches the most that are run at once
     */
    public Room(int stretches) {
      sums = new float[FIRST + stretches * STRETCH];
      live = new int[stretches];
      list = new int[stretches + 1];
      open = new int[stretches];
    }
  }

  /**
   * Computes ranges of outputs and of stretches, upper bounds excluded.
   *
   * @param from what {@link #fill} made of all channels
   * @param room for this thread only
   */
  public void run(
      float[] from,
      int po,
      float[] y,
      int yImage,
      int fromOutput,
      int toOutput,
      int fromStretch,
      int toStretch,
      Room room) {
    for (int o = fromOutput; o < toOutput; o++) {
      int yo = yImage + o / BLOCK * shape.out().blockStride() + o % BLOCK;
      if (o < shape.out().channels()) {
        output(from, po, y, yo, o, fromStretch, toStretch, room);
      } else {
        for (int i = fromStretch; i < toStretch; i++) {
          set(y, yo + places[i], lanes[i], 0);
        }
      }
    }
  }

  private void output(
      float[] from, int po, float[] y, int yo, int o, int first, int end, Room room) {
    int count = end - first;
    Arrays.fill(room.sums, Room.FIRST, Room.FIRST + count * STRETCH, bias[o]);
    System.arraycopy(lanes, first, room.live, 0, count);
    for (int i = 0; i < count; i++) {
      room.list[i] = i;
    }
    int done = 0;
    for (int check = 0; check < rule.checks() && count > 0; check++) {
      add(from, po, o, done, rule.after(check), first, count, room);
      done = rule.after(check);
      count = stop(y, yo, o, check, first, count, room);
    }
    if (count > 0) {
      add(from, po, o, done, products, first, count, room);
      finish(y, yo, first, end - first, count, room);
    }
  }

  private void add(
      float[] from, int po, int o, int fromTap, int toTap, int first, int count, Room room) {
    int row = o * products;
    kernels.addStretches(
        from,
        po,
        starts,
        first,
        room.list,
        count,
        taps,
        weights,
        row + fromTap,
        row + toTap,
        room.sums,
        Room.FIRST);
  }

  /** Stops the groups that a check predicts to saturate; returns how many stretches are left. */
  private int stop(float[] y, int yo, int o, int check, int first, int count, Room room) {
    float below = rule.below(check, o);
    float above = rule.above(check, o);
    kernels.between(room.sums, Room.FIRST, room.list, count, below, above, room.open);
    int left = 0;
    for (int i = 0; i < count; i++) {
      int stretch = room.list[i];
      int live = room.live[stretch];
      int open = groupsOf(room.open[i] & live) & live;
      int stopped = live & ~open;
      if (stopped != 0) {
        int at = Room.FIRST + stretch * STRETCH;
        saturate(y, yo + places[first + stretch], stopped, room.sums, at, below);
      }
      room.live[stretch] = open;
      room.list[left] = stretch;
      left += open == 0 ? 0 : 1;
    }
    return left;
  }

  /** All lanes of the groups that some lanes belong to. */
  private int groupsOf(int some) {
    int all = 0;
    for (int group : groups) {
      all |= (some & group) == 0 ? 0 : group;
    }
    return all;
  }

  private void saturate(float[] y, int at, int stopped, float[] sums, int so, float below) {
    if (activation.kind() == ElementFunction.Kind.RECTIFIER) {
      set(y, at, stopped, rule.lower());
      return;
    }
    for (int rest = stopped; rest != 0; rest &= rest - 1) {
      int lane = Integer.numberOfTrailingZeros(rest);
      y[at + lane * BLOCK] = sums[so + lane] < below ? rule.lower() : rule.upper();
    }
  }

  private static void set(float[] y, int at, int lanes, float value) {
    for (int rest = lanes; rest != 0; rest &= rest - 1) {
      y[at + Integer.numberOfTrailingZeros(rest) * BLOCK] = value;
    }
  }

  /** Writes the outputs that were not stopped. */
  private void finish(float[] y, int yo, int first, int stretches, int count, Room room) {
    float[] sums = room.sums;
    // Sums of stretches that have stopped go along: it is shorter than to pick the others.
    kernels.apply(activation, sums, Room.FIRST, sums, Room.FIRST, stretches * STRETCH);
    for (int i = 0; i < count; i++) {
      int stretch = room.list[i];
      int at = yo + places[first + stretch];
      int so = Room.FIRST + stretch * STRETCH;
      for (int rest = room.live[stretch]; rest != 0; rest &= rest - 1) {
        int lane = Integer.numberOfTrailingZeros(rest);
        y[at + lane * BLOCK] = sums[so + lane];
      }
    }
  }
}
