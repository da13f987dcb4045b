package org.dyvedeep.caffe.convert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The converters that are to hand, by Caffe's type name. Immutable. */
public final class LayerRegistry {
  private static final String BUILT_IN = LayerRegistry.class.getPackageName() + ".layer";

  private final Map<String, LayerConverter> converters;

  private LayerRegistry(Map<String, LayerConverter> converters) {
    this.converters = Collections.unmodifiableMap(converters);
  }

  /**
   * Finds all converters on the class path. Those from elsewhere replace built-in ones.
   *
   * @throws IllegalStateException if two converters from elsewhere claim one type
   */
  public static LayerRegistry load() {
    return of(ServiceLoader.load(LayerConverter.class));
  }

  /** Sorts out who converts which type. */
  static LayerRegistry of(Iterable<LayerConverter> converters) {
    Map<String, LayerConverter> builtIn = new TreeMap<>();
    List<LayerConverter> added = new ArrayList<>();
    for (LayerConverter converter : converters) {
      if (isBuiltIn(converter)) {
        builtIn.put(converter.type(), converter);
      } else {
        added.add(converter);
      }
    }
    Map<String, LayerConverter> all = new TreeMap<>(builtIn);
    for (LayerConverter converter : added) {
      LayerConverter replaced = all.put(converter.type(), converter);
      if (replaced != null && !isBuiltIn(replaced)) {
        throw new IllegalStateException(
            String.format(
                "both %s and %s convert layers of type %s; remove one from the class path",
                replaced.getClass().getName(), converter.getClass().getName(), converter.type()));
      }
    }
    return new LayerRegistry(all);
  }

  private static boolean isBuiltIn(LayerConverter converter) {
    return converter.getClass().getPackageName().equals(BUILT_IN);
  }

  /** The converter of a type. */
  public Optional<LayerConverter> find(String type) {
    return Optional.ofNullable(converters.get(type));
  }

  /** All converters, in the order of their type names. */
  public Collection<LayerConverter> all() {
    return converters.values();
  }
}
