package org.dyvedeep.engine.run;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.dyvedeep.engine.plan.Backend;

/** Looks back ends up among those that {@link ServiceLoader} finds. */
final class Backends {
  private Backends() {}

  static Backend named(String name) {
    ServiceLoader<Backend> loader =
        ServiceLoader.load(Backend.class, Backends.class.getClassLoader());
    for (Backend backend : loader) {
      if (backend.name().equals(name)) {
        return backend;
      }
    }
    throw new IllegalArgumentException(
        "no back end is called "
            + name
            + "; there are "
            + loader.stream()
                .map(provider -> provider.get().name())
                .sorted()
                .collect(Collectors.joining(", ")));
  }
}
