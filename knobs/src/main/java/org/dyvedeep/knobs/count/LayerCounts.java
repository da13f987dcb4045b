package org.dyvedeep.knobs.count;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Operations of one layer, summed up over all images that were run. {@code spent} and what the
 * knobs skipped add up to {@code dense}.
 *
 * @param dense multiply-accumulates of the layer's exact definition, padding included
 * @param spent those that were carried out
 * @param spet those skipped by SPET
 * @param sdss those skipped by SDSS
 * @param sfma those skipped by SFMA
 * @param zis those skipped by ZIS
 * @param overhead operations that knobs added, by kind; kinds that did not occur are absent
 */
public record LayerCounts(
    long dense,
    long spent,
    long spet,
    long sdss,
    long sfma,
    long zis,
    Map<Overhead, Long> overhead) {
  /** Nothing yet. */
  public static final LayerCounts NONE = new LayerCounts(0, 0, 0, 0, 0, 0, Map.of());

  /** Copies the map. */
  public LayerCounts {
    Map<Overhead, Long> copy = new EnumMap<>(Overhead.class);
    copy.putAll(overhead);
    overhead = Collections.unmodifiableMap(copy);
  }

  /** The sum of two. */
  public LayerCounts plus(LayerCounts other) {
    Map<Overhead, Long> sum = new EnumMap<>(Overhead.class);
    sum.putAll(overhead);
    other.overhead.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return new LayerCounts(
        dense + other.dense,
        spent + other.spent,
        spet + other.spet,
        sdss + other.sdss,
        sfma + other.sfma,
        zis + other.zis,
        sum);
  }

  /** All operations that knobs added. */
  public long totalOverhead() {
    return overhead.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Dense operations over those carried out, ZIS included: dense / (spent + overhead). */
  public double reductionWithZis() {
    return (double) dense / (spent + totalOverhead());
  }

  /**
   * The same with the paper's three knobs alone: what ZIS skipped counts as spent, and its tests do
   * not count.
   */
  public double reduction() {
    long tests = overhead.getOrDefault(Overhead.ZIS_TEST, 0L);
    return (double) dense / (spent + zis + totalOverhead() - tests);
  }
}
