package org.dyvedeep.engine.pass;

import java.util.List;
import org.dyvedeep.engine.graph.Graph;

/**
 * Passes one after the other, and the lists that back ends pick from.
 *
 * @param passes in order
 */
public record Pipeline(List<Pass> passes) implements Pass {
  /** Copies the list. */
  public Pipeline {
    passes = List.copyOf(passes);
  }

  /** Removes what computes nothing; every layer that remains is computed as its source says. */
  public static Pipeline cleanUp() {
    return new Pipeline(List.of(new RemoveUnusedNodes(), new RemoveIdentity()));
  }

  /** All passes: cleans up, folds normalisation and scaling into weights, and fuses activations. */
  public static Pipeline optimise() {
    return new Pipeline(
        List.of(cleanUp(), new FoldBatchNorm(), new FoldScale(), new FuseActivation()));
  }

  @Override
  public Graph apply(Graph graph) {
    Graph result = graph;
    for (Pass pass : passes) {
      result = pass.apply(result);
    }
    return result;
  }
}
