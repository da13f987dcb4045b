package org.dyvedeep.caffe;

/**
 * A layer that cannot be imported.
 *
 * @param layer the layer's name
 * @param type Caffe's type
 * @param reason why it is refused
 */
public record UnsupportedLayer(String layer, String type, String reason) {}
