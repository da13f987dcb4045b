package org.dyvedeep.knobs.plan;

/**
 * Top-1 accuracy that a plan costs: dense less dynamic on the same images, in percentage points.
 *
 * @param points the loss; negative if the dynamic network was right more often
 * @param low95 lower end of the 95% confidence interval
 * @param high95 its upper end
 */
public record Loss(double points, double low95, double high95) {
  /**
   * The loss that was measured, with Tango's score interval for paired proportions: unlike the
   * usual normal interval, it holds for few images on which the two differ, or none.
   *
   * @param images how many both networks have seen
   * @param onlyDense on how many of them only the dense network was right
   * @param onlyDynamic on how many only the dynamic one was
   * @throws IllegalArgumentException if there are no images, or these are more than there are
   */
  public static Loss paired(long images, long onlyDense, long onlyDynamic) {
    if (images < 1 || onlyDense < 0 || onlyDynamic < 0 || onlyDense + onlyDynamic > images) {
      throw new IllegalArgumentException(
          "of %d images, %d are right in the dense network only, %d in the dynamic one only"
              .formatted(images, onlyDense, onlyDynamic));
    }
    return PairedInterval.of(images, onlyDense, onlyDynamic);
  }
}
