package org.dyvedeep.engine.graph;

import org.dyvedeep.engine.tensor.Shape;

/**
 * What one node gives and others take. Assigned once.
 *
 * @param name unique in its graph
 * @param shape the extents
 */
public record Value(String name, Shape shape) {}
