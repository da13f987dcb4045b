/**
 * What skipping zero outputs of convolutions could save at most: how many outputs are positive,
 * alone and in the blocks that kernels can skip, after re-ordering features or in front of a max
 * pooling, and how well cheap predictors tell which. It knows networks and pictures in memory, but
 * neither files nor the command line.
 */
package org.dyvedeep.knobs.bound;
