package org.dyvedeep.engine.kernel;

/**
 * A convolution in patches of outputs, which are worked off in groups. Immutable and shared by
 * threads, which may run disjoint ranges of groups, or of strips of outputs, at the same time, each
 * with scratch of its own.
 */
public interface PatchConvolution {
  /** How many groups of patches the work divides into. */
  int groups();

  /** How many strips of outputs the work divides into. */
  int strips();

  /** Floats of scratch that each thread needs. */
  int scratchFloats();

  /**
   * Computes a range of groups and of strips, upper bounds excluded, of the image that begins at
   * x[xImage] into the one that begins at y[yImage].
   *
   * @param scratch room for {@link #scratchFloats} floats from so, for this thread only
   */
  void run(
      float[] x,
      int xImage,
      float[] y,
      int yImage,
      int fromGroup,
      int toGroup,
      int fromStrip,
      int toStrip,
      float[] scratch,
      int so);
}
