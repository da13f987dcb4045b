package org.dyvedeep.knobs.bound;

/**
 * Which share of a layer's outputs is of some kind, and of the blocks that have at least one such
 * output. All shares are from 0 to 1.
 *
 * @param outputs of single outputs
 * @param eightPositions of blocks of 8 neighbouring positions of a row, in one feature
 * @param sixteenPositions of blocks of 16 neighbouring positions of a row, in one feature
 * @param sixteenFeatures of blocks of 16 neighbouring features at one position
 * @param patches of blocks of 16 neighbouring features at 2 x 2 positions
 */
public record BlockShares(
    double outputs,
    double eightPositions,
    double sixteenPositions,
    double sixteenFeatures,
    double patches) {}
