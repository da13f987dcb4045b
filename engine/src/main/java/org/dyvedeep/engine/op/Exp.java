package org.dyvedeep.engine.op;

/**
 * y = base ^ (scale * x + shift), as Caffe's Exp.
 *
 * @param base a positive base, or -1 for e
 * @param scale factor of x
 * @param shift added in the exponent
 */
public record Exp(float base, float scale, float shift) implements Activation {}
