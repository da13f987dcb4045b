package org.dyvedeep.engine.op;

/**
 * y = (scale * x + shift) ^ power, as Caffe's Power.
 *
 * @param power the exponent
 * @param scale factor of x
 * @param shift added to the product
 */
public record Power(float power, float scale, float shift) implements Activation {}
