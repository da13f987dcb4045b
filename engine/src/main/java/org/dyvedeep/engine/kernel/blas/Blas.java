package org.dyvedeep.engine.kernel.blas;

import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** The native BLAS library: loading, its name for this processor, and the one call used of it. */
public final class Blas {
  /** OpenBLAS keeps a table of kernels for each processor family, by these names. */
  private static final List<String> CORES =
      List.of(
          "KATMAI",
          "COPPERMINE",
          "NORTHWOOD",
          "BANIAS",
          "PRESCOTT",
          "CORE2",
          "ATHLON",
          "BARCELONA",
          "NEHALEM",
          "SANDYBRIDGE",
          "BULLDOZER",
          "PILEDRIVER",
          "STEAMROLLER",
          "EXCAVATOR",
          "HASWELL",
          "ZEN",
          "SKYLAKEX",
          "COOPERLAKE",
          "SAPPHIRERAPIDS",
          "ARMV8",
          "ARMV8SVE",
          "CORTEXA53",
          "CORTEXA57",
          "CORTEXA72",
          "CORTEXA73",
          "FALKOR",
          "THUNDERX",
          "THUNDERX2T99",
          "TSV110",
          "EMAG8180",
          "NEOVERSEN1",
          "NEOVERSEV1",
          "NEOVERSEN2",
          "THUNDERX3T110",
          "A64FX",
          "VORTEXM4");

  private Blas() {}

  /**
   * Loads the library unless that was done.
   *
   * @throws IllegalStateException if it is not available; the message names platform and jar
   */
  public static void requireLoaded() {
    try {
      Loader.load(openblas_nolapack.class);
    } catch (LinkageError e) {
      throw new IllegalStateException(missing(e), e);
    }
  }

  private static String missing(LinkageError cause) {
    String platform =
        System.getProperty("os.name").toLowerCase(Locale.ROOT)
            + "-"
            + System.getProperty("os.arch");
    return "OpenBLAS cannot be loaded on "
        + platform
        + ": add the jars org.bytedeco:openblas and org.bytedeco:javacpp with the classifier of"
        + " this platform (such as linux-x86_64) to the class path, or choose the reference back"
        + " end ("
        + cause.getMessage()
        + ")";
  }

  /**
   * The processor family whose kernels OpenBLAS chose, such as {@code SKYLAKEX}; {@code unknown}
   * where the library was built for one family only.
   *
   * @throws IllegalStateException if the library is not available
   */
  public static String coreName() {
    requireLoaded();
    // The function openblas_get_corename is not mapped; it compares the same two addresses.
    Pointer chosen = Loader.addressof("gotoblas");
    if (chosen == null) {
      return "unknown";
    }
    long table = new PointerPointer<>(chosen).get().address();
    for (String core : CORES) {
      Pointer candidate = Loader.addressof("gotoblas_" + core);
      if (candidate != null && candidate.address() == table) {
        return core;
      }
    }
    return "unknown";
  }

  /**
   * C = op(A) op(B) + beta C over row-major matrices without padding between rows; op(A) is m x k,
   * op(B) is k x n.
   */
  static void sgemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      FloatPointer b,
      float beta,
      FloatPointer c) {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        transposeB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        m,
        n,
        k,
        1,
        a,
        transposeA ? m : k,
        b,
        transposeB ? k : n,
        beta,
        c,
        n);
  }
}
