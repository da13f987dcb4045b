package org.dyvedeep.engine.pass;

import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.tensor.Shape;

/** What Convolution, Deconvolution and InnerProduct have in common, for passes that change them. */
final class LinearLayer {
  private LinearLayer() {}

  /** The fused activation; null for other operations. */
  static Activation activation(Operation operation) {
    if (operation instanceof Convolution convolution) {
      return convolution.activation();
    }
    if (operation instanceof Deconvolution deconvolution) {
      return deconvolution.activation();
    }
    return operation instanceof InnerProduct product ? product.activation() : null;
  }

  /** The operation with an activation. */
  static Operation with(Operation operation, Activation activation) {
    if (operation instanceof Convolution convolution) {
      return convolution.with(activation);
    }
    if (operation instanceof Deconvolution deconvolution) {
      return deconvolution.with(activation);
    }
    return ((InnerProduct) operation).with(activation);
  }

  /** The operation with a bias. */
  static Operation withBias(Operation operation) {
    if (operation instanceof Convolution convolution) {
      return convolution.withBias(true);
    }
    if (operation instanceof Deconvolution deconvolution) {
      return deconvolution.withBias(true);
    }
    return ((InnerProduct) operation).withBias(true);
  }

  /** The axis of the output that the bias belongs to. */
  static int channelAxis(Node node) {
    Shape input = node.inputs().get(0).shape();
    if (node.operation() instanceof Convolution convolution) {
      return input.canonicalAxis(convolution.axis());
    }
    if (node.operation() instanceof Deconvolution deconvolution) {
      return input.canonicalAxis(deconvolution.axis());
    }
    return input.canonicalAxis(((InnerProduct) node.operation()).axis());
  }
}
