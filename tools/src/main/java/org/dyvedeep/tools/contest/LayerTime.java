package org.dyvedeep.tools.contest;

/**
 * The time that one contestant takes for a layer.
 *
 * @param name the layer's name
 * @param type its type as the contestant calls it
 * @param ms milliseconds a run, median
 */
public record LayerTime(String name, String type, double ms) {}
