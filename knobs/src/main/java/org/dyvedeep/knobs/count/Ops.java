package org.dyvedeep.knobs.count;

/**
 * What tables say of the operations of a network or a layer, summed up over the images that were
 * run.
 *
 * @param dense multiply-accumulates of the exact definition
 * @param spent those carried out, all knobs on
 * @param overhead operations that knobs added
 * @param reduction dense over what the paper's three knobs leave (see {@link
 *     LayerCounts#reduction()})
 * @param reductionWithZis dense / (spent + overhead)
 */
public record Ops(
    long dense, long spent, long overhead, double reduction, double reductionWithZis) {
  /** The figures of counters. */
  public static Ops of(LayerCounts counts) {
    return new Ops(
        counts.dense(),
        counts.spent(),
        counts.totalOverhead(),
        counts.reduction(),
        counts.reductionWithZis());
  }
}
