package org.dyvedeep.caffe;

import java.util.List;
import java.util.Optional;

/**
 * What a data layer does to an image, in Caffe's order: crop, subtract the mean, multiply.
 *
 * @param layer the data layer's name
 * @param input the input blob it feeds
 * @param scale factor of each value after the mean was subtracted
 * @param cropSize side of the centre crop; 0 for none
 * @param mirror whether images are mirrored at random (training only)
 * @param meanValues one value for all channels, or one a channel in the order BGR; may be empty
 * @param meanFile the mean file's path as the model file writes it: a remark, never opened
 * @param resizeHeight height that images are resized to first; 0 for none
 * @param resizeWidth width that images are resized to first; 0 for none
 */
public record PreprocessingHints(
    String layer,
    String input,
    float scale,
    int cropSize,
    boolean mirror,
    List<Float> meanValues,
    Optional<String> meanFile,
    int resizeHeight,
    int resizeWidth) {
  /** Copies the list. */
  public PreprocessingHints {
    meanValues = List.copyOf(meanValues);
  }
}
