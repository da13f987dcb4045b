package org.dyvedeep.engine.backend.direct;

import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Softmax;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.LayoutNeed;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.engine.tensor.Tensor;

/** Softmax along any axis of a plain value. */
final class SoftmaxLayer {
  private SoftmaxLayer() {}

  static Offer offer(org.dyvedeep.engine.op.Softmax op, Node node) {
    Shape shape = node.inputs().get(0).shape();
    int axis = shape.canonicalAxis(op.axis());
    DirectNode prepared = new DirectNode("direct", memory -> bind(shape, axis, memory));
    return new UniformOffer(LayoutNeed.plain(), LayoutKind.PLAIN, (in, out) -> prepared);
  }

  private static Step bind(Shape shape, int axis, NodeMemory memory) {
    Tensor x = memory.inputs()[0];
    Tensor y = memory.outputs()[0];
    int outer = shape.count(0, axis);
    int channels = shape.dim(axis);
    int inner = shape.count(axis + 1);
    return () -> {
      for (int i = 0; i < outer; i++) {
        int image = i * channels * inner;
        Softmax.run(x.array(), x.offset() + image, y.array(), y.offset() + image, channels, inner);
      }
    };
  }
}
