package org.dyvedeep.engine.op;

/** y = 1 / (1 + exp(-x)), computed as 0.5 * tanh(0.5 * x) + 0.5 as Caffe does. */
public record Sigmoid() implements Activation {}
