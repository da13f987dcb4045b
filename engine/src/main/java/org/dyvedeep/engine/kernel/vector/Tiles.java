package org.dyvedeep.engine.kernel.vector;

/** The register tiles there are. */
final class Tiles {
  private static final Tile ROW_14X2 = new RowTile14x2();
  private static final Tile ROW_13X2 = new RowTile13x2();
  private static final Tile ROW_12X2 = new RowTile12x2();
  private static final Tile ROW_8X2 = new RowTile8x2();
  private static final Tile ROW_6X2 = new RowTile6x2();
  private static final Tile ROW_14X1 = new RowTile14x1();
  private static final Tile ROW_13X1 = new RowTile13x1();
  private static final Tile ROW_12X1 = new RowTile12x1();
  private static final Tile ROW_8X1 = new RowTile8x1();
  private static final Tile INDIRECT_14X2 = new IndirectTile14x2();
  private static final Tile INDIRECT_6X2 = new IndirectTile6x2();
  private static final Tile INDIRECT_14X1 = new IndirectTile14x1();

  private Tiles() {}

  /** The tile of neighbouring pixels; null for 0 pixels, where there are no such tiles. */
  static Tile row(int pixels, int vectors) {
    return switch (pixels) {
      case 0 -> null;
      case 6 -> ROW_6X2;
      case 8 -> vectors == 2 ? ROW_8X2 : ROW_8X1;
      case 12 -> vectors == 2 ? ROW_12X2 : ROW_12X1;
      case 13 -> vectors == 2 ? ROW_13X2 : ROW_13X1;
      case 14 -> vectors == 2 ? ROW_14X2 : ROW_14X1;
      default -> throw new IllegalArgumentException("no row tile has " + pixels + " pixels");
    };
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
