package org.dyvedeep.engine.plan;

import org.dyvedeep.engine.kernel.layout.ActivationLayout;

/** Where the images of a value lie, in any layout. */
public final class Region {
  private final float[] array;
  private final int offset;
  private final ActivationLayout layout;
  private final int images;
  private final int stride;

  /**
   * Describes a place.
   *
   * @param array what the images lie in
   * @param offset the index of the first image
   * @param layout where the elements of an image stand
   * @param images the batch
   * @param stride floats from one image to the next; more than the layout's own where the value is
   *     a part of a join
   */
  Region(float[] array, int offset, ActivationLayout layout, int images, int stride) {
    this.array = array;
    this.offset = offset;
    this.layout = layout;
    this.images = images;
    this.stride = stride;
  }

  /** The array that the images lie in: shared with other values. */
  public float[] array() {
    return array;
  }

  /** The index of the first image. */
  public int offset() {
    return offset;
  }

  /** Where the elements of an image stand. */
  public ActivationLayout layout() {
    return layout;
  }

  /** How many images there are. */
  public int images() {
    return images;
  }

  /** The index at which an image begins. */
  public int image(int index) {
    return offset + index * stride;
  }
}
