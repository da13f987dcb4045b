package org.dyvedeep.engine.backend.direct;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dyvedeep.engine.backend.CaffeMirrorBackend;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.Kernels;
import org.dyvedeep.engine.kernel.lookup.KernelLookup;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.pass.FoldBatchNorm;
import org.dyvedeep.engine.pass.FoldScale;
import org.dyvedeep.engine.pass.FuseActivation;
import org.dyvedeep.engine.pass.Pass;
import org.dyvedeep.engine.pass.Pipeline;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.LayoutKind;
import org.dyvedeep.engine.plan.Offer;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;

/**
 * Back end {@code direct}: the exact engine on the Vector API. Normalisation and scaling are folded
 * into the weights, ReLUs are fused, activations are blocked by 16 channels between the layers that
 * can use it. Layers without a kernel are left to the reference operators.
 */
public final class DirectBackend implements Backend {
  private static final System.Logger LOG = System.getLogger(DirectBackend.class.getName());

  private final Kernels kernels;
  private final ConvolutionLayer.Ways ways;

  /** Takes the best kernels of this machine. */
  public DirectBackend() {
    this(KernelLookup.best(), true);
  }

  /**
   * Takes other kernels.
   *
   * @param winograd whether 3x3 and 5x5 convolutions may be computed by Winograd's algorithm, with
   *     errors of up to 5e-5 of the greatest output in place of 1e-5
   */
  public DirectBackend(Kernels kernels, boolean winograd) {
    this(kernels, new ConvolutionLayer.Ways(winograd, false));
  }

  private DirectBackend(Kernels kernels, ConvolutionLayer.Ways ways) {
    this.kernels = kernels;
    this.ways = ways;
  }

  /**
   * The same, but convolutions leave out zero inputs in images where that saves time. Results are
   * equal bit by bit, but for the sign of zero.
   */
  public DirectBackend skippingZeros() {
    return new DirectBackend(kernels, new ConvolutionLayer.Ways(ways.winograd(), true));
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public Pass passes() {
    return new Pipeline(
        List.of(
            Pipeline.cleanUp(),
            new FoldBatchNorm(),
            new FoldScale(),
            new FuseActivation(DirectBackend::fuses)));
  }

  private static boolean fuses(Operation producer, Activation activation) {
    return !(producer instanceof Deconvolution) && Relu.isRectifier(activation);
  }

  @Override
  public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
    List<LayoutKind> plain = Collections.nCopies(node.inputs().size(), LayoutKind.PLAIN);
    return offer(node, plain, options)
        .filter(offer -> isPlain(offer, node))
        .map(
            offer ->
                offer.prepare(
                    Collections.nCopies(node.inputs().size(), null),
                    Collections.nCopies(node.outputs().size(), null)));
  }

  private static boolean isPlain(Offer offer, Node node) {
    boolean plain = true;
    for (int i = 0; i < node.inputs().size(); i++) {
      plain &= offer.input(i).kind() == LayoutKind.PLAIN;
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      plain &= offer.output(i) == LayoutKind.PLAIN;
    }
    return plain;
  }

  @Override
  public Optional<Offer> offer(Node node, List<LayoutKind> inputs, PlanOptions options) {
    Operation operation = node.operation();
    int threads = options.threads();
    if (operation instanceof Convolution op) {
      Optional<Offer> direct = ConvolutionLayer.offer(kernels, ways, op, node, options);
      return direct.isPresent() ? direct : matrixProduct(node, inputs, options);
    }
    if (operation instanceof Deconvolution) {
      return matrixProduct(node, inputs, options);
    }
    if (operation instanceof InnerProduct op) {
      return FullyConnectedLayer.offer(kernels, op, node, threads);
    }
    if (operation instanceof Pooling op) {
      return PoolingLayer.offer(kernels, op, node, threads);
    }
    if (operation instanceof Lrn op) {
      return LrnLayer.offer(kernels, op, node, threads);
    }
    if (operation instanceof Activation op) {
      return ActivationLayer.offer(kernels, op, inputs.get(0), threads);
    }
    if (operation instanceof Eltwise op) {
      return Optional.of(EltwiseLayer.offer(kernels, op, inputs, threads));
    }
    if (operation instanceof Slice op) {
      return SliceLayer.offer(op, node, inputs.get(0));
    }
    if (operation instanceof Concat op) {
      return ConcatLayer.offer(op, node, inputs);
    }
    if (operation instanceof Softmax op) {
      return Optional.of(SoftmaxLayer.offer(op, node));
    }
    return ChannelLayer.offer(kernels, node, inputs, threads);
  }

  /** Layers that have no direct kernel but a matrix product, which needs OpenBLAS. */
  private static Optional<Offer> matrixProduct(
      Node node, List<LayoutKind> inputs, PlanOptions options) {
    try {
      return new CaffeMirrorBackend().offer(node, inputs, options);
    } catch (IllegalStateException e) {
      LOG.log(Level.WARNING, node.name() + " is left to the slow reference operator", e);
      return Optional.empty();
    }
  }
}
