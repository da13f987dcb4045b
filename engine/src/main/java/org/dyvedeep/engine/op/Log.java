package org.dyvedeep.engine.op;

/**
 * y = log_base(scale * x + shift), as Caffe's Log.
 *
 * @param base a positive base, or -1 for e
 * @param scale factor of x
 * @param shift added before the logarithm
 */
public record Log(float base, float scale, float shift) implements Activation {}
