package org.dyvedeep.knobs.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dyvedeep.engine.graph.Graph;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Reshape;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.Split;

/** Which values of a graph cannot be below 0, because of the operations that they come from. */
final class NonNegativeValues {
  private final Set<Value> values = new HashSet<>();

  private NonNegativeValues() {}

  static NonNegativeValues of(Graph graph) {
    NonNegativeValues result = new NonNegativeValues();
    for (Node node : graph.nodes()) {
      if (result.holds(node.operation(), node.inputs())) {
        result.values.addAll(node.outputs());
      }
    }
    return result;
  }

  boolean contains(Value value) {
    return values.contains(value);
  }

  private boolean holds(Operation operation, List<Value> inputs) {
    if (operation instanceof Convolution || operation instanceof InnerProduct) {
      return rectifies(LayerShape.activation(operation));
    }
    return rectifies(operation) || (keepsSigns(operation) && values.containsAll(inputs));
  }

  private static boolean rectifies(Operation operation) {
    return Relu.isRectifier(operation)
        || operation instanceof Sigmoid
        || operation instanceof AbsVal
        || operation instanceof Softmax;
  }

  private static boolean keepsSigns(Operation operation) {
    return operation instanceof Pooling
        || operation instanceof Lrn
        || operation instanceof Concat
        || operation instanceof Slice
        || operation instanceof Split
        || operation instanceof Identity
        || operation instanceof Flatten
        || operation instanceof Reshape
        || operation instanceof Crop
        || (operation instanceof Eltwise eltwise
            && eltwise.coefficients().stream().allMatch(factor -> factor >= 0));
  }
}
