package org.dyvedeep.engine.kernel.lookup;

import java.lang.System.Logger.Level;
import java.util.Locale;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.scalar.ScalarKernels;

/**
 * Finds the vector kernels, or says in one sentence why there are none and falls back to the scalar
 * ones. Never fails.
 */
public final class KernelLookup {
  private static final System.Logger LOG = System.getLogger(KernelLookup.class.getName());
  private static final String MODULE = "jdk.incubator.vector";
  private static final String VECTOR_KERNELS = "org.dyvedeep.engine.kernel.vector.VectorKernels";

  private KernelLookup() {}

  /** Looked up when first asked for, so that the sentence is logged once. */
  private static final class Best {
    static final Kernels KERNELS = find();
  }

  /** The vector kernels where they can run, else the scalar ones. */
  public static Kernels best() {
    return Best.KERNELS;
  }

  /** The scalar kernels, which run everywhere. */
  public static Kernels scalar() {
    return new ScalarKernels();
  }

  private static Kernels find() {
    String obstacle = obstacle();
    if (obstacle == null) {
      try {
        return Class.forName(VECTOR_KERNELS)
            .asSubclass(Kernels.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        obstacle = "the vector kernels cannot be loaded (" + cause + "); use another JDK";
      }
    }
    LOG.log(Level.WARNING, "Scalar kernels are used, which are many times slower: " + obstacle);
    return scalar();
  }

  /** Why vector kernels would not run, or would run slower than scalar ones; null for no reason. */
  private static String obstacle() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "start java with --add-modules " + MODULE + " to get the vector kernels";
    }
    // Without C2 each vector operation is a call and an allocation.
    String mode = System.getProperty("java.vm.info", "").toLowerCase(Locale.ROOT);
    if (mode.contains("interpreted") || mode.contains("emulated-client")) {
      return "the optimizing compiler is off (" + mode + "); remove -Xint or -XX:TieredStopAtLevel";
    }
    String vm = System.getProperty("java.vm.name", "");
    if (vm.contains("Client") || vm.contains("Zero")) {
      return vm + " has no optimizing compiler; use a server VM";
    }
    return null;
  }
}
