package org.dyvedeep.knobs.setting;

import java.util.Optional;

/**
 * The knobs of one convolution or fully-connected layer. They combine in this order:
 *
 * <ol>
 *   <li>SFMA finds the flat windows of the input, once for all output features.
 *   <li>SDSS computes the neurons on its grid, and then decides which of the others to compute.
 *   <li>A neuron that is computed sums up one product for each flat window, in the order of the
 *       input features, and then all products under the other windows in SPET's order. The stages
 *       of SPET count all products, those under flat windows included. The bias is added last, as
 *       the dense layer does, and to each partial sum that SPET looks at. Sums are double, and
 *       rounded to float once, before the activation.
 *   <li>ZIS leaves out each of these products whose input (the mean, for a flat window) is 0. SFMA
 *       looks at the inputs before that.
 * </ol>
 *
 * <p>Where SPET decides for several positions together and SDSS is on, only computed neurons are
 * regarded: those on the grid decide among each other, and later the others do.
 *
 * <p>A fully-connected layer over C x H x W has C input features and one window over all of a map;
 * over any other number of axes each input is a feature of its own.
 *
 * <p>Each multiply-accumulate of the dense layer is either spent or skipped by exactly one knob:
 * SDSS takes all of an approximated neuron; SFMA all but one under a flat window of a computed
 * neuron; ZIS the zeros among those that were come to, and SPET those that were not.
 */
public record LayerEffort(
    Optional<Spet> spet, Optional<Sdss> sdss, Optional<Sfma> sfma, Optional<Zis> zis) {
  /** All knobs off. */
  public static LayerEffort none() {
    return new LayerEffort(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same without zero-input skipping, if that is exact and so changes no result. */
  public LayerEffort withoutExactZis() {
    return zis.isPresent() && zis.get().epsilon() == 0
        ? new LayerEffort(spet, sdss, sfma, Optional.empty())
        : this;
  }

  /** Whether all knobs are off. */
  public boolean isNone() {
    return equals(none());
  }

  /** The same with another SPET. */
  public LayerEffort with(Spet other) {
    return new LayerEffort(Optional.of(other), sdss, sfma, zis);
  }

  /** The same with another SDSS. */
  public LayerEffort with(Sdss other) {
    return new LayerEffort(spet, Optional.of(other), sfma, zis);
  }

  /** The same with another SFMA. */
  public LayerEffort with(Sfma other) {
    return new LayerEffort(spet, sdss, Optional.of(other), zis);
  }

  /** The same with another ZIS. */
  public LayerEffort with(Zis other) {
    return new LayerEffort(spet, sdss, sfma, Optional.of(other));
  }

  /** The same without ZIS, as the paper's figures are taken. */
  public LayerEffort withoutZis() {
    return new LayerEffort(spet, sdss, sfma, Optional.empty());
  }
}
