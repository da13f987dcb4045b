package org.dyvedeep.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/**
 * Lists those taps of some groups of a convolution whose channels are wanted. Immutable and shared
 * by threads.
 */
final class TapLists {
  private static final int BLOCK = BlockedLayout.BLOCK;

  private final boolean blocked;
  private final int[] taps;
  private final int[] pairs;
  private final List<Segment> segments = new ArrayList<>();
  private final int positions;

  /** Neighbouring channels of one block, which have all of their taps one after the other. */
  private record Segment(int firstTap, int firstChannel, int channels) {}

  TapLists(ConvolutionShape shape, int firstGroup, int lastGroup) {
    this.blocked = shape.in() instanceof BlockedLayout;
    this.taps = DirectConvolution.taps(shape, firstGroup, lastGroup);
    this.positions = shape.kernelY() * shape.kernelX();
    this.pairs = new int[2 * taps.length];
    for (int tap = 0; tap < taps.length; tap++) {
      pairs[2 * tap] = taps[tap];
      pairs[2 * tap + 1] = tap;
    }
    StripWeights.forEachTap(
        shape,
        firstGroup,
        lastGroup,
        (tap, channel, ky, kx) -> {
          if (ky + kx == 0) {
            open(tap, channel, shape.in().channelsPerBlock());
          }
        });
  }

  private void open(int tap, int channel, int lanes) {
    Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
    boolean follows =
        last != null
            && tap == last.firstTap + last.channels
            && channel / lanes == last.firstChannel / lanes;
    if (follows) {
      Segment longer = new Segment(last.firstTap, last.firstChannel, last.channels + 1);
      segments.set(segments.size() - 1, longer);
    } else {
      segments.add(new Segment(tap, channel, 1));
    }
  }

  /** Offsets of all taps. */
  int[] taps() {
    return taps;
  }

  /**
   * Lists taps.
   *
   * @param kernels who tests for zeros; taps at which all pixels of the tile read zero are left out
   *     then. Null for no tests. Planar input, which is rarely zero, is not tested.
   * @param xo where block 0 of the input begins, to which pixels are relative
   * @param p the tile's first pixel
   * @param skipped for each channel -1 if its taps are not wanted, else 0
   * @param list where each tap listed puts its offset and its index from index from on; with room
   *     for two elements a tap, and 16 at its very end
   * @return where the list ends
   */
  int list(
      Kernels kernels,
      float[] x,
      int xo,
      int[] pixels,
      int p,
      int[] skipped,
      int[] list,
      int from) {
    int to = from;
    // By index, since an iterator would be allocated.
    for (int s = 0; s < segments.size(); s++) {
      Segment segment = segments.get(s);
      int live = liveLanes(segment, skipped, list);
      if (live > 0 && kernels != null && blocked) {
        int end = segment.firstTap + positions * segment.channels;
        int first = segment.firstChannel / BLOCK * BLOCK;
        to =
            kernels.listTaps(
                x,
                xo,
                pixels,
                p,
                SparseInputConvolution.TILE_PIXELS,
                taps,
                segment.firstTap,
                end,
                skipped,
                first,
                list,
                to);
      } else if (live == segment.channels) {
        int count = 2 * positions * segment.channels;
        System.arraycopy(pairs, 2 * segment.firstTap, list, to, count);
        to += count;
      } else if (live > 0) {
        to = listLanes(segment, live, list, to);
      }
    }
    return to;
  }

  /** Puts the lanes of a segment that are wanted at the end of the list. */
  private static int liveLanes(Segment segment, int[] skipped, int[] list) {
    int end = list.length - BLOCK;
    int live = 0;
    for (int lane = 0; lane < segment.channels; lane++) {
      list[end + live] = 2 * lane;
      live += 1 + skipped[segment.firstChannel + lane];
    }
    return live;
  }

  private int listLanes(Segment segment, int live, int[] list, int from) {
    int lanes = list.length - BLOCK;
    int to = from;
    for (int position = 0; position < positions; position++) {
      int first = 2 * (segment.firstTap + position * segment.channels);
      for (int i = 0; i < live; i++) {
        int at = first + list[lanes + i];
        list[to] = pairs[at];
        list[to + 1] = pairs[at + 1];
        to += 2;
      }
    }
    return to;
  }
}
