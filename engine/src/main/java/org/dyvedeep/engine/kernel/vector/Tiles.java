package org.dyvedeep.engine.kernel.vector;

import org.dyvedeep.engine.kernel.layout.BlockedLayout;

/** The register tiles there are. */
final class Tiles {
  private static final Tile ROW_14X2 = new RowTile14x2();
  private static final Tile ROW_13X2 = new RowTile13x2();
  private static final Tile ROW_12X2 = new RowTile12x2();
  private static final Tile ROW_9X2 = new RowTile9x2();
  private static final Tile ROW_8X2 = new RowTile8x2();
  private static final Tile ROW_6X2 = new RowTile6x2();
  private static final Tile ROW_14X1 = new RowTile14x1();
  private static final Tile ROW_13X1 = new RowTile13x1();
  private static final Tile ROW_12X1 = new RowTile12x1();
  private static final Tile ROW_9X1 = new RowTile9x1();
  private static final Tile ROW_8X1 = new RowTile8x1();

  /** By steps of 1, 2 and 4 floats. */
  private static final Tile[] PLANAR_14X2 = {
    null, new RowTile14x2By1(), new RowTile14x2By2(), null, new RowTile14x2By4()
  };

  private static final Tile[] PLANAR_14X1 = {
    null, new RowTile14x1By1(), new RowTile14x1By2(), null, new RowTile14x1By4()
  };
  private static final Tile[] PLANAR_6X2 = {
    null, new RowTile6x2By1(), new RowTile6x2By2(), null, new RowTile6x2By4()
  };
  private static final Tile INDIRECT_14X2 = new IndirectTile14x2();
  private static final Tile INDIRECT_6X2 = new IndirectTile6x2();
  private static final Tile INDIRECT_14X1 = new IndirectTile14x1();

  private Tiles() {}

  /**
   * The tile of neighbouring pixels; null for 0 pixels, where there are no such tiles.
   *
   * @param step floats from one pixel to the next in the input
   */
  static Tile row(int pixels, int step, int vectors) {
    return switch (pixels) {
      case 0 -> null;
      case 6 -> row(step, ROW_6X2, PLANAR_6X2);
      case 8 -> vectors == 2 ? ROW_8X2 : ROW_8X1;
      case 9 -> vectors == 2 ? ROW_9X2 : ROW_9X1;
      case 12 -> vectors == 2 ? ROW_12X2 : ROW_12X1;
      case 13 -> vectors == 2 ? ROW_13X2 : ROW_13X1;
      case 14 -> vectors == 2 ? row(step, ROW_14X2, PLANAR_14X2) : row(step, ROW_14X1, PLANAR_14X1);
      default -> throw new IllegalArgumentException("no row tile has " + pixels + " pixels");
    };
  }

  private static Tile row(int step, Tile blocked, Tile[] planar) {
    return step == BlockedLayout.BLOCK ? blocked : planar[step];
  }

  /** The tile of arbitrary pixels. */
  static Tile indirect(int pixels, int vectors) {
    return switch (pixels) {
      case 6 -> INDIRECT_6X2;
      case 14 -> vectors == 2 ? INDIRECT_14X2 : INDIRECT_14X1;
      default -> throw new IllegalArgumentException("no indirect tile has " + pixels + " pixels");
    };
  }
}
