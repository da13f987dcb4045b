package org.dyvedeep.engine.pass;

import org.dyvedeep.engine.graph.Graph;

/**
 * Rewrites a graph into another that computes the same outputs. What users can read afterwards, the
 * graph's outputs (kept blobs are among them), stays readable under its blob name; other blobs may
 * disappear.
 */
@FunctionalInterface
public interface Pass {
  /** The rewritten graph; the given one is unchanged. */
  Graph apply(Graph graph);
}
