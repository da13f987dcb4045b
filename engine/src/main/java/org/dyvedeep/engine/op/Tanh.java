package org.dyvedeep.engine.op;

/** y = tanh(x). */
public record Tanh() implements Activation {}
