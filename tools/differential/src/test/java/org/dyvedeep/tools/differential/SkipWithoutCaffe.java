package org.dyvedeep.tools.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.dyvedeep.tools.caffe.CaffeRuntime;

/** Skips a jqwik container, with the reason, where native Caffe is not here. */
final class SkipWithoutCaffe implements SkipExecutionHook {
  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    try {
      return CaffeRuntime.find(NativeCaffe.project()).isPresent()
          ? SkipResult.doNotSkip()
          : SkipResult.skip(CaffeRuntime.absence());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
