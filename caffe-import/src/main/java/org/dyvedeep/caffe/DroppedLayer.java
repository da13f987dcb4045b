package org.dyvedeep.caffe;

/**
 * A layer of the file that is not in the graph.
 *
 * @param name the layer's name
 * @param type Caffe's type
 * @param reason why inference does without it, or what stands in its place
 */
public record DroppedLayer(String name, String type, String reason) {}
