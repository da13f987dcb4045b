package org.dyvedeep.tools.preprocess;

/**
 * How the picture is brought to size before the crop.
 *
 * @param mode which sides are set
 * @param width pixels: the new width ({@link Mode#PLAIN}) or the new short side ({@link
 *     Mode#SHORT_SIDE}); 0 for {@link Mode#NONE}
 * @param height pixels: the new height; equal to {@code width} for {@link Mode#SHORT_SIDE}; 0 for
 *     {@link Mode#NONE}
 * @param interpolation how new pixels are computed
 */
public record Resize(Mode mode, int width, int height, Interpolation interpolation) {

  /** Which sides of the picture are set. */
  public enum Mode {
    /**
     * To exactly width x height, whatever that does to the aspect ratio: {@code convert_imageset
     * --resize_width/height}.
     */
    PLAIN,
    /** The shorter side to the given length, the longer one in proportion (rounded half up). */
    SHORT_SIDE,
    /** The picture keeps its size. */
    NONE
  }

  /** How new pixels are computed. */
  public enum Interpolation {
    /**
     * Two taps an axis, half-pixel centres, no antialiasing. Decoded pictures: as OpenCV's {@code
     * cv::resize} of 8-bit images, which Caffe's tools use (11-bit weights, results rounded to 8
     * bits). Raw planes, which Caffe's tools never resize: the same positions in float, not
     * rounded, as PyTorch's {@code bilinear, align_corners=False}.
     */
    BILINEAR,
    /**
     * Bilinear with antialiasing when shrinking, as Pillow and the evaluations made with it: see
     * {@link Antialiased}.
     */
    ANTIALIASED
  }

  /** No resizing. */
  public static Resize none() {
    return new Resize(Mode.NONE, 0, 0, Interpolation.BILINEAR);
  }

  /** Resizing to exactly {@code width} x {@code height} pixels as Caffe's tools do it. */
  public static Resize plain(int width, int height) {
    return new Resize(Mode.PLAIN, width, height, Interpolation.BILINEAR);
  }

  /** Resizing of the shorter side to {@code side} pixels. */
  public static Resize shortSide(int side) {
    return new Resize(Mode.SHORT_SIDE, side, side, Interpolation.BILINEAR);
  }

  /** The width in pixels that a picture of the given size gets. */
  long targetWidth(int sourceWidth, int sourceHeight) {
    return switch (mode) {
      case NONE -> sourceWidth;
      case PLAIN -> width;
      case SHORT_SIDE -> proportional(sourceWidth, Math.min(sourceWidth, sourceHeight));
    };
  }

  /** The height in pixels that a picture of the given size gets. */
  long targetHeight(int sourceWidth, int sourceHeight) {
    return switch (mode) {
      case NONE -> sourceHeight;
      case PLAIN -> height;
      case SHORT_SIDE -> proportional(sourceHeight, Math.min(sourceWidth, sourceHeight));
    };
  }

  private long proportional(int length, int shortSide) {
    return Math.round((double) length * width / shortSide);
  }
}
