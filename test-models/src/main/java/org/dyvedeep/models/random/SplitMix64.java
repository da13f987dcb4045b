package org.dyvedeep.models.random;

/**
 * The SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014).
 *
 * <p>Written out here because the JDK does not promise the algorithm behind {@code
 * SplittableRandom}, and pictures and weights made from a seed must stay the same for ever. The
 * n-th value depends on the key and n alone ({@link #at}), so any part of a stream can be made by
 * any thread in any order.
 *
 * <p>Instances are not thread-safe; {@link #mix} and {@link #at} are.
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double TWO_POW_MINUS_53 = 0x1.0p-53;

  private long state;

  /**
   * Starts a stream.
   *
   * @param key any value; streams of different keys are unrelated when the keys come from {@link
   *     #mix}
   */
  public SplitMix64(long key) {
    this.state = key;
  }

  /**
   * Scrambles 64 bits into 64 bits, one to one.
   *
   * @param value any value
   * @return its image under the finaliser of SplitMix64
   */
  public static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Looks up one value of a stream without producing those before it.
   *
   * @param key the stream's key
   * @param index position from 0
   * @return what the (index + 1)-th {@link #nextLong} of {@code new SplitMix64(key)} returns
   */
  public static long at(long key, long index) {
    return mix(key + (index + 1) * GOLDEN_GAMMA);
  }

  /** Returns the next 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns the next value, uniform in [0, 1) with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * TWO_POW_MINUS_53;
  }

  /** Returns the next value, uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * Returns the next whole number, uniform in [0, bound) up to a bias below bound / 2^53.
   *
   * @param bound positive number of outcomes
   */
  public int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  /** Returns true with the given probability. */
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }
}
