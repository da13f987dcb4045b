package org.dyvedeep.engine.op;

/**
 * y = 1 where x is above the threshold, 0 elsewhere.
 *
 * @param threshold the value to exceed
 */
public record Threshold(float threshold) implements Activation {}
