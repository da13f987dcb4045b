package org.dyvedeep.engine.op;

/** y = |x|. */
public record AbsVal() implements Activation {}
