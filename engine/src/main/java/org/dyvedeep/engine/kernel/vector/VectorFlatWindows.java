package org.dyvedeep.engine.kernel.vector;

import static org.dyvedeep.engine.kernel.vector.Species.FLOATS;
import static org.dyvedeep.engine.kernel.vector.Species.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.dyvedeep.engine.kernel.WindowTest;

/**
 * Finds flat windows: of blocked input for as many channels at a time as a vector has lanes, of
 * planar input for as many neighbours of a row.
 */
final class VectorFlatWindows {
  private static final VectorSpecies<Integer> INTS =
      FloatVector.zero(FLOATS).reinterpretAsInts().species();

  private static final int NO_SIGN = 0x7fffffff;

  private VectorFlatWindows() {}

  static void find(
      WindowTest test,
      int kind,
      float[] x,
      int xo,
      int fromBlock,
      int toBlock,
      int[] flat,
      int[] rough) {
    int lanes = test.lanes();
    int[] places = test.places(kind);
    for (int block = fromBlock; block < toBlock; block++) {
      int at = xo + block * test.blockStride();
      if (lanes == 1) {
        flat[block] = plane(test, kind, x, at, block) ? -1 : 0;
        rough[block] = ~flat[block];
        continue;
      }
      for (int lane = 0; lane < lanes; lane += LANES) {
        int c = block * lanes + lane;
        if (test.variance()) {
          variances(x, at + lane, places, test.maxSpread(), c, flat, rough);
        } else {
          ranges(x, at + lane, places, test.maxSpread(), test.halfStep(), c, flat, rough);
        }
      }
    }
  }

  /** Floats as integers that compare as these do, and with NaN beyond all others. */
  private static IntVector keys(FloatVector v) {
    IntVector bits = v.reinterpretAsInts();
    return bits.lanewise(VectorOperators.ASHR, 31).and(NO_SIGN).lanewise(VectorOperators.XOR, bits);
  }

  /** The floats of keys: the function is its own inverse. */
  private static FloatVector floats(IntVector keys) {
    return keys(keys.reinterpretAsFloats()).reinterpretAsFloats();
  }

  private static float number(int key) {
    return Float.intBitsToFloat(((key >> 31) & NO_SIGN) ^ key);
  }

  private static void ranges(
      float[] x,
      int xo,
      int[] places,
      float[] maxSpread,
      float[] halfStep,
      int c,
      int[] flat,
      int[] rough) {
    // One loop over a table: vectors carried through nested loops are boxed by JDK 17.
    IntVector greatest = keys(FloatVector.fromArray(FLOATS, x, xo));
    IntVector least = greatest;
    for (int place : places) {
      IntVector key = keys(FloatVector.fromArray(FLOATS, x, xo + place));
      greatest = greatest.max(key);
      least = least.min(key);
    }
    FloatVector a = floats(greatest);
    FloatVector b = floats(least).neg();
    FloatVector sum = a.add(b);
    // What rounding has cost the sum (Knuth), since a sum that was rounded up may still be below.
    FloatVector part = sum.sub(a);
    FloatVector lost = a.sub(sum.sub(part)).add(b.sub(part));
    FloatVector limit = FloatVector.fromArray(FLOATS, maxSpread, c);
    FloatVector half = FloatVector.fromArray(FLOATS, halfStep, c).neg();
    VectorMask<Float> tie = sum.compare(VectorOperators.EQ, limit);
    VectorMask<Float> below = sum.compare(VectorOperators.LT, limit);
    store(below.or(tie.and(lost.compare(VectorOperators.LT, half))), c, flat, rough);
  }

  private static void variances(
      float[] x, int xo, int[] places, float[] maxSpread, int c, int[] flat, int[] rough) {
    FloatVector sum = FloatVector.zero(FLOATS);
    for (int place : places) {
      sum = sum.add(FloatVector.fromArray(FLOATS, x, xo + place));
    }
    FloatVector mean = sum.div(places.length);
    FloatVector squares = FloatVector.zero(FLOATS);
    for (int place : places) {
      FloatVector difference = FloatVector.fromArray(FLOATS, x, xo + place).sub(mean);
      squares = difference.fma(difference, squares);
    }
    FloatVector limit = FloatVector.fromArray(FLOATS, maxSpread, c);
    store(squares.div(places.length).compare(VectorOperators.LT, limit), c, flat, rough);
  }

  private static void store(VectorMask<Float> below, int c, int[] flat, int[] rough) {
    FloatVector ones = IntVector.broadcast(INTS, -1).reinterpretAsFloats();
    IntVector found = FloatVector.zero(FLOATS).blend(ones, below).reinterpretAsInts();
    found.intoArray(flat, c);
    found.not().intoArray(rough, c);
  }

  /** Whether a channel of planar input is flat. */
  private static boolean plane(WindowTest test, int kind, float[] x, int at, int channel) {
    int span = test.span(kind);
    if (span == 0) {
      return test.isFlat(kind, x, at, channel);
    }
    int[] rows = test.rows(kind);
    double spread =
        test.variance() ? planeVariance(x, at, rows, span) : planeRange(x, at, rows, span);
    return spread < test.maxSpread()[channel];
  }

  private static double planeRange(float[] x, int at, int[] rows, int span) {
    FloatVector first = FloatVector.broadcast(FLOATS, x[at]);
    IntVector greatest = keys(first);
    IntVector least = greatest;
    int whole = span / LANES;
    for (int i = 0, row = 0, column = 0; i < rows.length * whole; i++) {
      IntVector key = keys(FloatVector.fromArray(FLOATS, x, at + rows[row] + column));
      greatest = greatest.max(key);
      least = least.min(key);
      column += LANES;
      int end = column == whole * LANES ? 1 : 0;
      row += end;
      column = end == 1 ? 0 : column;
    }
    VectorMask<Float> rest = FLOATS.indexInRange(0, span % LANES);
    int begin = whole * LANES;
    for (int i = 0; i < rows.length && begin < span; i++) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, at + rows[i] + begin, rest);
      IntVector key = keys(first.blend(v, rest));
      greatest = greatest.max(key);
      least = least.min(key);
    }
    double most = number(greatest.reduceLanes(VectorOperators.MAX));
    return most - number(least.reduceLanes(VectorOperators.MIN));
  }

  private static double planeVariance(float[] x, int at, int[] rows, int span) {
    int count = rows.length * span;
    float mean = deviations(x, at, rows, span, 0, false) / count;
    return deviations(x, at, rows, span, mean, true) / count;
  }

  /** The sum of the differences to a number, or of their squares. */
  private static float deviations(
      float[] x, int at, int[] rows, int span, float number, boolean squares) {
    float sum = 0;
    for (int row : rows) {
      sum += rowDeviations(x, at + row, span, number, squares);
    }
    return sum;
  }

  private static float rowDeviations(float[] x, int at, int span, float number, boolean squares) {
    FloatVector sum = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= span - LANES; i += LANES) {
      FloatVector v = FloatVector.fromArray(FLOATS, x, at + i).sub(number);
      sum = squares ? v.fma(v, sum) : sum.add(v);
    }
    float rest = 0;
    for (; i < span; i++) {
      float v = x[at + i] - number;
      rest += squares ? v * v : v;
    }
    return LaneSum.of(sum) + rest;
  }
}
