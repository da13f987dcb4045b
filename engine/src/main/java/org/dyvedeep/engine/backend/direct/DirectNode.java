package org.dyvedeep.engine.backend.direct;

import java.util.function.Function;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;

/**
 * A prepared node without native memory.
 *
 * @param operator what reports call it
 * @param scratchFloats heap scratch of all threads together
 * @param binder puts it on the memory of a session
 */
record DirectNode(String operator, int scratchFloats, Function<NodeMemory, Step> binder)
    implements PreparedNode {
  DirectNode(String operator, Function<NodeMemory, Step> binder) {
    this(operator, 0, binder);
  }

  @Override
  public Step bind(NodeMemory memory) {
    return binder.apply(memory);
  }
}
