package org.dyvedeep.engine.kernel.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
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
   * Bytes of which the first {@link #LANES} become floats; there are none shorter than 64 bits, so
   * for 4 lanes half of them are not used.
   */
  static final VectorSpecies<Byte> BYTES =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  /** As many shorts as {@link #LANES}. */
  static final VectorSpecies<Short> SHORTS = shorts();

  /** Vectors of the same length for double precision. */
  static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, FLOATS.vectorShape());

  /**
   * Whether there are 32 vector registers, not 16: with AVX-512, and on ARM. A tile that needs more
   * registers than there are spends its time on spilling.
   */
  static final boolean MANY_REGISTERS =
      LANES == 16 || System.getProperty("os.arch").equals("aarch64");

  private Species() {}

  /** Where vectors are too narrow for kernels, any will do. */
  private static VectorSpecies<Short> shorts() {
    int bits = Math.max(Long.SIZE, LANES * Short.SIZE);
    return VectorSpecies.of(short.class, VectorShape.forBitSize(bits));
  }
}
