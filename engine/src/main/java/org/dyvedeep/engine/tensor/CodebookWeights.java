package org.dyvedeep.engine.tensor;

import java.util.Arrays;

/**
 * Weights in the form of Deep Compression (Han et al. 2016): the values stand in a codebook, and
 * the positions of the non-zeros are given by the gaps between them.
 *
 * <p>The i-th non-zero stands at row-major position {@code sum(gap[j] + 1 for j <= i) - 1} and has
 * the value {@code codebook[code[i]]}; every other position holds {@code codebook[0]}. Codes of 4
 * bits and all gaps are packed two a byte, low nibble first. A non-zero may be a filler with code 0
 * that bridges a gap over 15.
 */
public final class CodebookWeights implements Weights {
  private final Shape shape;
  private final float[] codebook;
  private final int bits;
  private final int nonzeros;
  private final byte[] codes;
  private final byte[] gaps;

  /**
   * Takes the compressed form; the arrays must not be written afterwards.
   *
   * @param codebook 2^bits values
   * @param bits 4 or 8
   * @param nonzeros how many codes and gaps there are, fillers included
   * @param codes packed codes, {@code ceil(nonzeros * bits / 8)} bytes
   * @param gaps packed 4-bit gaps, {@code ceil(nonzeros / 2)} bytes
   * @throws ShapeException if a size is off, or a non-zero would stand outside the shape
   */
  public CodebookWeights(
      Shape shape, float[] codebook, int bits, int nonzeros, byte[] codes, byte[] gaps) {
    this.shape = shape;
    this.codebook = codebook;
    this.bits = bits;
    this.nonzeros = nonzeros;
    this.codes = codes;
    this.gaps = gaps;
    check();
  }

  private void check() {
    if (bits != 4 && bits != 8) {
      throw new ShapeException("codes have " + bits + " bits; 4 or 8 are known");
    }
    requireLength("codebook", codebook.length, 1L << bits);
    if (nonzeros < 0 || nonzeros > shape.size()) {
      throw new ShapeException(nonzeros + " non-zeros do not fit weights of " + shape);
    }
    requireLength("codes", codes.length, ((long) nonzeros * bits + 7) / 8);
    requireLength("gaps", gaps.length, ((long) nonzeros + 1) / 2);
    long position = -1;
    for (int i = 0; i < nonzeros; i++) {
      position += gap(i) + 1;
    }
    if (position >= shape.size()) {
      throw new ShapeException(
          "the last non-zero stands at position " + position + " outside weights of " + shape);
    }
  }

  private static void requireLength(String what, int found, long expected) {
    if (found != expected) {
      throw new ShapeException(what + " has " + found + " entries, expected " + expected);
    }
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public float[] values() {
    float[] dense = new float[shape.size()];
    Arrays.fill(dense, codebook[0]);
    int position = -1;
    for (int i = 0; i < nonzeros; i++) {
      position += gap(i) + 1;
      dense[position] = codebook[code(i)];
    }
    return dense;
  }

  /** Reads the codes of all positions, stored or not, in row-major order. */
  public Reader reader() {
    return new Reader();
  }

  /** Where a reading stands; for one thread. */
  public final class Reader {
    private int entry;
    private int position;

    /** How many positions before the next entry's are left. */
    private int ahead = nonzeros == 0 ? Integer.MAX_VALUE : gap(0);

    private Reader() {}

    /**
     * Reads the codes of the next positions: 0 where nothing is stored.
     *
     * @param target takes them from its first element on
     * @throws IllegalArgumentException if there are not so many positions left
     */
    public void read(byte[] target, int count) {
      if (count > shape.size() - position) {
        throw new IllegalArgumentException(
            count + " codes wanted, " + (shape.size() - position) + " left");
      }
      Arrays.fill(target, 0, count, (byte) 0);
      int at = 0;
      while (ahead < count - at) {
        at += ahead;
        target[at++] = (byte) code(entry++);
        ahead = entry == nonzeros ? Integer.MAX_VALUE : gap(entry);
      }
      ahead -= count - at;
      position += count;
    }
  }

  /** How many entries are stored, fillers included. */
  public int nonzeros() {
    return nonzeros;
  }

  /** Bits a code: 4 or 8. */
  public int bits() {
    return bits;
  }

  /** The code of the i-th entry: an index into the codebook. */
  public int code(int i) {
    return bits == 8 ? codes[i] & 0xFF : nibble(codes, i);
  }

  /** How many positions lie between entry i - 1 (or the start) and entry i: 0 to 15. */
  public int gap(int i) {
    return nibble(gaps, i);
  }

  /** The value that a code stands for. */
  public float codeValue(int code) {
    return codebook[code];
  }

  /** Bytes held by codebook, codes and gaps together. */
  public long compressedBytes() {
    return 4L * codebook.length + codes.length + gaps.length;
  }

  private static int nibble(byte[] packed, int i) {
    return (packed[i >> 1] >> ((i & 1) << 2)) & 0xF;
  }
}
