package org.dyvedeep.engine.op;

/** y = log(1 + exp(x)), without overflow for large x. */
public record Bnll() implements Activation {}
