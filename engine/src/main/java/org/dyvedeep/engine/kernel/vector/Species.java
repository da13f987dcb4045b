package org.dyvedeep.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The one place that decides how wide vectors are. */
final class Species {
  /** A block of 16 channels is a whole number of these: 4, 8 or 16 lanes. */
  static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /** Lanes of a vector. */
  static final int LANES = FLOATS.length();

  /**
   * Whether there are 32 vector registers, not 16: with AVX-512, and on ARM. A tile that needs more
   * registers than there are spends its time on spilling.
   */
  static final boolean MANY_REGISTERS =
      LANES == 16 || System.getProperty("os.arch").equals("aarch64");

  private Species() {}
}
