package org.dyvedeep.engine.plan;

import org.dyvedeep.engine.pass.Pass;

/**
 * A way of executing whole networks: the passes that it wants and operators for the nodes that
 * remain. Found by {@link java.util.ServiceLoader} under its name, or passed in. Stateless, so that
 * one instance serves many models.
 */
public interface Backend extends OperatorProvider {
  /** The name that users select it by. */
  String name();

  /** What the graph goes through before its nodes are prepared, often a pipeline. */
  Pass passes();
}
