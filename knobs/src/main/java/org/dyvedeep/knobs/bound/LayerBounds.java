package org.dyvedeep.knobs.bound;

import java.util.List;
import java.util.Optional;

/**
 * What skipping zero outputs of one convolution could save at most.
 *
 * @param layer its name
 * @param outputs output features
 * @param height rows of an output map
 * @param width columns of an output map
 * @param positive which outputs are positive
 * @param heldOutFeatures the share of blocks of 16 features with a positive output on the pictures
 *     that no order was found on
 * @param reorderedFeatures the same share, on the same pictures, once features are re-ordered
 * @param winners where the output goes into a max pooling and nothing else: which outputs are
 *     positive and the greatest of a window
 * @param predictors cheap predictors of signs
 * @param denseOverDirect what the dense engine's way takes over what all products take in its
 *     direct kernel: less than 1 for Winograd's algorithm
 */
public record LayerBounds(
    String layer,
    int outputs,
    int height,
    int width,
    BlockShares positive,
    double heldOutFeatures,
    double reorderedFeatures,
    Optional<BlockShares> winners,
    List<PredictorBounds> predictors,
    double denseOverDirect) {
  /**
   * The share of blocks of 16 positions that a kernel which skips such blocks may compute to be as
   * fast as the dense engine, if it knew which for nothing.
   *
   * @param efficiency the kernel's products a second over those of the dense engine's direct kernel
   */
  public double evenShare(double efficiency) {
    return efficiency * denseOverDirect;
  }
}
