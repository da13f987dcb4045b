package org.dyvedeep.knobs.tune;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The knobs that a tuner may use. */
public enum Knobs {
  SPET,
  SDSS,
  SFMA,
  ZIS;

  /**
   * Reads names that are separated by commas.
   *
   * @throws IllegalArgumentException if one is unknown; the message lists the names
   */
  public static Set<Knobs> of(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .map(Knobs::named)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Knobs.class)));
  }

  private static Knobs named(String name) {
    for (Knobs knob : values()) {
      if (knob.name().equals(name.toUpperCase(Locale.ROOT))) {
        return knob;
      }
    }
    throw new IllegalArgumentException(
        "\"" + name + "\" is not a knob; the knobs are spet, sdss, sfma and zis");
  }
}
