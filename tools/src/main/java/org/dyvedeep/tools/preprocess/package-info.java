/**
 * From a photo to a network's input: decode, resize, centre crop, channel order, mean, scale. One
 * pipeline, which follows what Caffe's own tools do through OpenCV, described per model by a small
 * JSON file ({@link org.dyvedeep.tools.preprocess.Preprocessing}).
 */
package org.dyvedeep.tools.preprocess;
