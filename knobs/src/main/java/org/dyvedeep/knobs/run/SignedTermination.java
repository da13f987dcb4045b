package org.dyvedeep.knobs.run;

import org.dyvedeep.knobs.setting.SignedSpet;

/** {@link SignedSpet} for one layer. */
final class SignedTermination implements Termination {
  private final int[][] orders;
  private final int[] positive;
  private final int products;
  private final int every;

  SignedTermination(SignedSpet spet, LayerShape shape, float[] weights) {
    products = shape.products();
    every = spet.every();
    orders = new int[shape.outputs()][];
    positive = new int[shape.outputs()];
    for (int o = 0; o < orders.length; o++) {
      long[] keys = new long[products];
      for (int i = 0; i < products; i++) {
        float weight = weights[o * products + i];
        boolean first = weight > 0;
        positive[o] += first ? 1 : 0;
        keys[i] = TapOrders.key(first ? Float.POSITIVE_INFINITY : -weight, i);
      }
      orders[o] = TapOrders.sorted(keys);
    }
  }

  @Override
  public int[] order(int output) {
    return orders[output];
  }

  /** The first check stands right after the positive products, none after the last of all. */
  @Override
  public int checks(int output) {
    return (int) ((products - positive[output] + every - 1L) / every);
  }

  @Override
  public int after(int output, int check) {
    return positive[output] + check * every;
  }

  @Override
  public double below(int output, int check) {
    return 0;
  }

  @Override
  public double above(int output, int check) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean comparesTwice(int check) {
    return false;
  }

  @Override
  public int pixels() {
    return 1;
  }
}
