package org.dyvedeep.knobs.run;

/** SPET switched off: all products in the order of the weights. */
final class Uninterrupted implements Termination {
  private final int[] order;

  Uninterrupted(int products) {
    order = TapOrders.natural(products);
  }

  @Override
  public int[] order(int output) {
    return order;
  }

  @Override
  public int checks(int output) {
    return 0;
  }

  @Override
  public int after(int output, int check) {
    throw new IndexOutOfBoundsException(check);
  }

  @Override
  public double below(int output, int check) {
    throw new IndexOutOfBoundsException(check);
  }

  @Override
  public double above(int output, int check) {
    throw new IndexOutOfBoundsException(check);
  }

  @Override
  public boolean comparesTwice(int check) {
    throw new IndexOutOfBoundsException(check);
  }

  @Override
  public int pixels() {
    return 1;
  }
}
