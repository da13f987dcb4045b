package org.dyvedeep.engine.op;

/**
 * y = max(x, 0) + negativeSlope * min(x, 0), as Caffe's ReLU.
 *
 * @param negativeSlope the slope for x below 0; 0 for the plain rectifier
 */
public record Relu(float negativeSlope) implements Activation {}
