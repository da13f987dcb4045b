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
  public NeuronState predict(int output, int check, double sum) {
    return NeuronState.COMPUTED;
  }

  @Override
  public int comparisons(int check, NeuronState prediction) {
    return 0;
  }

  @Override
  public int pixels() {
    return 1;
  }
}
