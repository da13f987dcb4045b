package org.dyvedeep.caffe.convert.layer;

import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.proto.TileParameter;
import org.dyvedeep.engine.op.Tile;

/** Tile: axis and tiles, which must be given. */
public final class TileConverter extends OneToOneConverter {
  /** For the ServiceLoader. */
  public TileConverter() {
    super(
        "Tile", layer -> new Tile(layer.getTileParam().getAxis(), layer.getTileParam().getTiles()));
  }

  @Override
  void check(LayerContext layer) {
    TileParameter tile = layer.parameter().getTileParam();
    Object found = tile.hasTiles() ? tile.getTiles() : "nothing";
    boolean positive = tile.hasTiles() && tile.getTiles() >= 1;
    layer.require(positive, "tile_param.tiles", found, "1 or more", "say how often to repeat");
  }
}
