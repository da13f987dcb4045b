package org.dyvedeep.caffe;

import java.util.List;
import java.util.OptionalInt;

/**
 * How the file measures its scores: an Accuracy layer, which is kept as a remark.
 *
 * @param name the layer's name
 * @param bottoms the scores and the labels
 * @param topK a prediction counts as right if the label is among so many best scores
 * @param axis the axis of the scores that holds the classes
 * @param ignoreLabel the label that is not counted
 */
public record AccuracyLayer(
    String name, List<String> bottoms, int topK, int axis, OptionalInt ignoreLabel) {
  /** Copies the list. */
  public AccuracyLayer {
    bottoms = List.copyOf(bottoms);
  }
}
