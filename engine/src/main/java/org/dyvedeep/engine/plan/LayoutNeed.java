package org.dyvedeep.engine.plan;

/**
 * How an operator wants to read an input. A border that is larger than asked for does no harm.
 *
 * @param kind the family of layouts
 * @param padY rows of zeros above and below; 0 where plain
 * @param padX columns of zeros left and right; 0 where plain
 */
public record LayoutNeed(LayoutKind kind, int padY, int padX) {
  /** Checks the border. */
  public LayoutNeed {
    if (padY < 0 || padX < 0 || (kind == LayoutKind.PLAIN && padY + padX > 0)) {
      throw new IllegalArgumentException(
          "a border of " + padY + "x" + padX + " cannot be had with layout " + kind);
    }
  }

  /** Row-major without gaps. */
  public static LayoutNeed plain() {
    return new LayoutNeed(LayoutKind.PLAIN, 0, 0);
  }

  /** A kind of layout without a border. */
  public static LayoutNeed of(LayoutKind kind) {
    return new LayoutNeed(kind, 0, 0);
  }
}
