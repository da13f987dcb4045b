/** Shapes, tensors and weights: what flows along a graph's edges and what its nodes hold. */
package org.dyvedeep.engine.tensor;
