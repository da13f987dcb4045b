package org.dyvedeep.engine.op;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;

/**
 * An element-wise function of one input, without weights. It can stand alone or be fused into the
 * operation that produces its input.
 */
public sealed interface Activation extends Operation
    permits Identity,
        Relu,
        Elu,
        Sigmoid,
        Tanh,
        AbsVal,
        Exp,
        Log,
        Power,
        Bnll,
        Threshold,
        Clip,
        Swish {
  @Override
  default List<Shape> outputShapes(List<Shape> inputs) {
    return List.of(Arity.one(this, inputs));
  }

  @Override
  default boolean inPlace() {
    return true;
  }
}
