package org.dyvedeep.knobs.bound;

/** Counts blocks of all shapes over whole output maps. */
final class BlockCounters {
  private final BlockCounter outputs;
  private final BlockCounter eightPositions;
  private final BlockCounter sixteenPositions;
  private final BlockCounter sixteenFeatures;
  private final BlockCounter patches;

  BlockCounters(RectifiedLayer layer) {
    outputs = layer.counter(BlockShape.OUTPUT);
    eightPositions = layer.counter(BlockShape.EIGHT_POSITIONS);
    sixteenPositions = layer.counter(BlockShape.SIXTEEN_POSITIONS);
    sixteenFeatures = layer.counter(BlockShape.SIXTEEN_FEATURES);
    patches = layer.counter(BlockShape.PATCH);
  }

  void add(OutputMask mask) {
    outputs.add(mask);
    eightPositions.add(mask);
    sixteenPositions.add(mask);
    sixteenFeatures.add(mask);
    patches.add(mask);
  }

  BlockShares shares() {
    return new BlockShares(
        outputs.share(),
        eightPositions.share(),
        sixteenPositions.share(),
        sixteenFeatures.share(),
        patches.share());
  }
}
