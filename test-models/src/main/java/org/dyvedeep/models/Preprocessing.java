package org.dyvedeep.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * How a picture becomes a network's input: decode, resize, centre crop, order channels, subtract
 * the mean, multiply by the scale; values are 0 to 255 before the mean, as in Caffe's tools.
 *
 * @param resize the first step
 * @param crop side in pixels of the square cut from the centre after resizing, or null for none;
 *     offsets are (size - crop) / 2 rounded down, as in Caffe's data transformer
 * @param channelOrder order of the channels in the input blob
 * @param mean what is subtracted, after the crop
 * @param scale factor after the mean is taken off, 1 for none
 */
public record Preprocessing(
    @JsonProperty(required = true) Resize resize,
    Integer crop,
    @JsonProperty(required = true) ChannelOrder channelOrder,
    @JsonProperty(required = true) Mean mean,
    @JsonProperty(required = true) float scale) {

  /** Checks the parts against each other. */
  public Preprocessing {
    Objects.requireNonNull(resize, "resize");
    Objects.requireNonNull(channelOrder, "channelOrder");
    Objects.requireNonNull(mean, "mean");
    if (crop != null && crop <= 0) {
      throw new IllegalArgumentException("crop must be positive, found " + crop);
    }
    if (crop != null && (crop > resize.leastWidth() || crop > resize.leastHeight())) {
      throw new IllegalArgumentException("crop " + crop + " is larger than the resized picture");
    }
    if (!Float.isFinite(scale) || scale == 0) {
      throw new IllegalArgumentException("scale must be finite and not 0, found " + scale);
    }
  }

  /** How the picture is brought to a size. */
  public enum ResizeMode {
    /** Width and height are set independently; the aspect ratio may change. */
    @JsonProperty("plain")
    PLAIN,
    /** The shorter side is brought to the smaller of width and height; the ratio is kept. */
    @JsonProperty("shortSide")
    SHORT_SIDE,
    /** The picture must already have the network's size. */
    @JsonProperty("none")
    NONE
  }

  /** How pixels between pixels are computed. */
  public enum Interpolation {
    /**
     * Bilinear with half-pixel centres: output pixel i samples at (i + 0.5) x in / out - 0.5,
     * clamped to the picture, without smoothing when shrinking.
     */
    @JsonProperty("bilinear")
    BILINEAR
  }

  /** Order of the channels in the input blob. */
  public enum ChannelOrder {
    /** Blue first, as OpenCV decodes and all networks trained with Caffe's tools expect. */
    BGR,
    /** Red first. */
    RGB
  }

  /**
   * The resize step.
   *
   * @param mode what is kept
   * @param width target width in pixels; 0 (left out) when mode is "none"
   * @param height target height in pixels; 0 (left out) when mode is "none"
   * @param interpolation how pixels are computed; null when mode is "none"
   */
  public record Resize(
      @JsonProperty(required = true) ResizeMode mode,
      int width,
      int height,
      Interpolation interpolation) {

    /** Checks that a size is given exactly when one is needed. */
    public Resize {
      Objects.requireNonNull(mode, "mode");
      boolean sized = width > 0 && height > 0 && interpolation != null;
      boolean bare = width == 0 && height == 0 && interpolation == null;
      if (mode == ResizeMode.NONE ? !bare : !sized) {
        throw new IllegalArgumentException(
            "resize: modes plain and shortSide need width, height (both above 0) and"
                + " interpolation, mode none takes none of them; found mode "
                + mode
                + ", width "
                + width
                + ", height "
                + height
                + ", interpolation "
                + interpolation);
      }
    }

    int leastWidth() {
      return leastSide(width);
    }

    int leastHeight() {
      return leastSide(height);
    }

    private int leastSide(int side) {
      return switch (mode) {
        case PLAIN -> side;
        case SHORT_SIDE -> Math.min(width, height);
        case NONE -> Integer.MAX_VALUE;
      };
    }
  }

  /**
   * What is subtracted from the input: exactly one of the two is set.
   *
   * @param perChannel one value a channel, in the input blob's channel order
   * @param binaryproto a mean image in Caffe's format, of the network's input size: in a built-in
   *     description a resource (see {@link ModelResources}), in a user's file a path relative to
   *     that file
   */
  public record Mean(List<Float> perChannel, String binaryproto) {

    /** Checks that one form is used. */
    public Mean {
      if ((perChannel == null) == (binaryproto == null)) {
        throw new IllegalArgumentException(
            "mean: give either perChannel or binaryproto, found "
                + (perChannel == null ? "neither" : "both"));
      }
      perChannel = perChannel == null ? null : List.copyOf(perChannel);
    }
  }
}
