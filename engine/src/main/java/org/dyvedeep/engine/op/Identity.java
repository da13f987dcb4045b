package org.dyvedeep.engine.op;

/** y = x. Dropout at test time, and the absence of a fused activation. */
public record Identity() implements Activation {}
