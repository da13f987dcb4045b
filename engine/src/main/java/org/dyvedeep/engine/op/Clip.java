package org.dyvedeep.engine.op;

/**
 * y = min(max(x, min), max).
 *
 * @param min the least result
 * @param max the greatest result
 */
public record Clip(float min, float max) implements Activation {}
