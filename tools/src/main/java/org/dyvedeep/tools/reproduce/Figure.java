package org.dyvedeep.tools.reproduce;

/**
 * A figure of a report with its noise.
 *
 * @param benchmark whose it is
 * @param name which
 * @param value the figure
 * @param low least value that is no other one: the end of an interval, or of the spread of rounds
 * @param high greatest such value
 */
public record Figure(String benchmark, String name, double value, double low, double high) {
  /** Whether another measurement differs by more than both noises. */
  boolean movedFrom(Figure before) {
    return low > before.high || high < before.low;
  }
}
