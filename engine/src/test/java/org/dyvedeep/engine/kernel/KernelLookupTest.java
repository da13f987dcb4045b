package org.dyvedeep.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.junit.jupiter.api.Test;

class KernelLookupTest {
  @Test
  void vectorKernelsAreFoundExactlyWhereTheirModuleIs() {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    String kind = KernelLookup.best().description().split(",", -1)[0];
    assertEquals(module ? "vector" : "scalar", kind);
  }

  @Test
  void isLookedUpOnce() {
    assertSame(KernelLookup.best(), KernelLookup.best());
  }
}
