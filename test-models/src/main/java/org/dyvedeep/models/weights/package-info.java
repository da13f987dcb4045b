/** Weights made from a seed, for networks whose trained weights are not at hand. */
package org.dyvedeep.models.weights;
