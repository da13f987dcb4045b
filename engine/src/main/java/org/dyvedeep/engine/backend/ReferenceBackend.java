package org.dyvedeep.engine.backend;

import java.util.Optional;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.pass.Pass;
import org.dyvedeep.engine.pass.RemoveUnusedNodes;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.reference.ReferenceOperator;
import org.dyvedeep.engine.reference.ReferenceOperators;
import org.dyvedeep.engine.tensor.Tensor;
import org.dyvedeep.engine.tensor.Weights;

/**
 * Back end {@code reference}: plain loops for every operation, one thread. It runs everything and
 * needs nothing; other back ends leave to it what they have no faster operator for.
 */
public final class ReferenceBackend implements Backend {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Pass passes() {
    return new RemoveUnusedNodes();
  }

  @Override
  public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
    float[][] weights = node.weights().stream().map(Weights::values).toArray(float[][]::new);
    return Optional.of(new Prepared(node.operation(), weights));
  }

  private static final class Prepared implements PreparedNode {
    private final Operation operation;
    private final ReferenceOperator<Operation> reference;
    private final float[][] weights;

    Prepared(Operation operation, float[][] weights) {
      this.operation = operation;
      this.reference = ReferenceOperators.of(operation);
      this.weights = weights;
    }

    @Override
    public String operator() {
      return "reference";
    }

    @Override
    public Step bind(NodeMemory memory) {
      Tensor[] inputs = memory.inputs();
      Tensor[] outputs = memory.outputs();
      if (operation.view() && inputs[0].offset() == outputs[0].offset()) {
        return () -> {};
      }
      return () -> reference.run(operation, inputs, weights, outputs);
    }
  }
}
