package org.dyvedeep.knobs.bound;

/**
 * How well a cheap predictor tells which outputs are positive, on sampled positions. Where it says
 * so, the output is computed; elsewhere it is 0. All shares are from 0 to 1.
 *
 * @param predictor what it sums up, a few words
 * @param notPositive the share of outputs that it calls not positive
 * @param lost the share of the positive outputs among these
 * @param error the squared error that these make, over the sum of squares of the rectified outputs
 * @param eightPositions the share of blocks of 8 positions that it leaves to compute
 * @param sixteenPositions the same of blocks of 16 positions
 * @param sixteenFeatures the same of blocks of 16 features
 */
public record PredictorBounds(
    String predictor,
    double notPositive,
    double lost,
    double error,
    double eightPositions,
    double sixteenPositions,
    double sixteenFeatures) {}
