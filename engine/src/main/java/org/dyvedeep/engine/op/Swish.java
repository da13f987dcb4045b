package org.dyvedeep.engine.op;

/**
 * y = x * sigmoid(beta * x).
 *
 * @param beta factor inside the sigmoid
 */
public record Swish(float beta) implements Activation {}
