package org.dyvedeep.knobs.setting;

import java.util.List;

/** Checks that all settings share. */
final class Settings {
  private Settings() {}

  static void require(boolean holds, String field, Object found, String expected) {
    if (!holds) {
      throw new InvalidSettingException(field + " should be " + expected + ", is " + found);
    }
  }

  static void requireFinite(String field, List<Float> values) {
    for (Float value : values) {
      require(Float.isFinite(value), field, value, "finite numbers");
    }
  }
}
