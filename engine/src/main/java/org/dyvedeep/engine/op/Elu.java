package org.dyvedeep.engine.op;

/**
 * y = x for x above 0, alpha * (exp(x) - 1) otherwise.
 *
 * @param alpha the limit for very negative x, negated
 */
public record Elu(float alpha) implements Activation {}
