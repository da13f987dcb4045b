package org.dyvedeep.knobs.tune;

import java.util.List;
import org.dyvedeep.knobs.plan.Granularity;
import org.dyvedeep.knobs.setting.Sdss;

/**
 * How finely the knobs decide.
 *
 * @param pixels positions of a row that SPET stops together
 * @param grids what SDSS may compute in any case; thresholds have no meaning
 * @param tile rows and columns of positions that SFMA decides for together
 * @param stageSets fractions of the products after which SPET may check, one set for a layer
 */
record Grain(int pixels, List<Sdss> grids, int tile, List<double[]> stageSets) {
  private static final Grain NEURON =
      new Grain(
          1,
          List.of(checkerboard(false), square(false)),
          1,
          List.of(
              new double[] {1 / 4., 1 / 2.},
              new double[] {3 / 8., 5 / 8.},
              new double[] {1 / 16., 1 / 4.},
              new double[] {1 / 8., 1 / 4., 1 / 2.},
              new double[] {1 / 16., 1 / 8., 1 / 4.},
              new double[] {1 / 32., 1 / 8., 3 / 8.},
              new double[] {1 / 8., 1 / 4., 3 / 8., 1 / 2., 3 / 4.},
              new double[] {1 / 16., 1 / 8., 3 / 16., 1 / 4., 3 / 8., 1 / 2., 5 / 8., 3 / 4.},
              new double[] {
                1 / 32., 1 / 16., 3 / 32., 1 / 8., 3 / 16., 1 / 4., 5 / 16., 3 / 8., 7 / 16.,
                1 / 2., 5 / 8., 3 / 4., 7 / 8.
              }));

  /** Each check costs a fast kernel more than a comparison, so there are few. */
  private static final Grain BLOCK =
      new Grain(
          8,
          List.of(checkerboard(true), square(true), patches()),
          4,
          List.of(
              new double[] {1 / 2.},
              new double[] {1 / 4., 1 / 2.},
              new double[] {1 / 8., 1 / 4., 1 / 2.},
              new double[] {1 / 4., 1 / 2., 3 / 4.}));

  private static Sdss checkerboard(boolean allFeatures) {
    return grid(Sdss.Grid.CHECKERBOARD, 2, Sdss.Interpolation.AVERAGE, allFeatures);
  }

  private static Sdss square(boolean allFeatures) {
    return grid(Sdss.Grid.SQUARE, 2, Sdss.Interpolation.BILINEAR, allFeatures);
  }

  private static Sdss patches() {
    return grid(Sdss.Grid.PATCHES, 4, Sdss.Interpolation.BILINEAR, true);
  }

  private static Sdss grid(
      Sdss.Grid grid, int period, Sdss.Interpolation interpolation, boolean allFeatures) {
    return new Sdss(
        grid,
        period,
        period,
        Sdss.Basis.ACTIVATION,
        List.of(0f),
        List.of(),
        interpolation,
        allFeatures);
  }

  static Grain of(Granularity granularity) {
    return granularity == Granularity.NEURON ? NEURON : BLOCK;
  }
}
