package org.dyvedeep.engine.backend;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.blas.BlasConvolution;
import org.dyvedeep.engine.kernel.blas.BlasDeconvolution;
import org.dyvedeep.engine.kernel.blas.BlasInnerProduct;
import org.dyvedeep.engine.kernel.blas.BlasKernel;
import org.dyvedeep.engine.kernel.blas.ConvolutionSizes;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.Window;
import org.dyvedeep.engine.pass.Pass;
import org.dyvedeep.engine.pass.Pipeline;
import org.dyvedeep.engine.plan.Backend;
import org.dyvedeep.engine.plan.NodeMemory;
import org.dyvedeep.engine.plan.PlanOptions;
import org.dyvedeep.engine.plan.PreparedNode;
import org.dyvedeep.engine.plan.Step;
import org.dyvedeep.engine.tensor.Shape;

/**
 * Back end {@code caffe-mirror}: what Caffe does on a CPU, layer by layer, with the same BLAS calls
 * and without fusing anything. Dropout and Split cost nothing, as in Caffe; all other layers are
 * left to the reference operators, as are convolutions over three or more axes, those that an
 * activation was fused into, and layers whose matrices exceed 2 GiB.
 *
 * <p>The number of threads is OpenBLAS's own and belongs to the process: layers of models that want
 * the same number run at the same time, those that want another take turns with them, so that each
 * always has the number it was compiled with.
 */
public final class CaffeMirrorBackend implements Backend {
  /** An axis that one-dimensional convolutions do not have. */
  private static final Window NO_AXIS = Window.of(1, 1, 0);

  @Override
  public String name() {
    return "caffe-mirror";
  }

  @Override
  public Pass passes() {
    return Pipeline.cleanUp();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if OpenBLAS cannot be loaded
   */
  @Override
  public Optional<PreparedNode> prepare(Node node, PlanOptions options) {
    return kernel(node, options.threads()).map(Prepared::new);
  }

  private static Optional<BlasKernel> kernel(Node node, int threads) {
    Operation operation = node.operation();
    Shape from = node.inputs().get(0).shape();
    Shape to = node.outputs().isEmpty() ? from : node.outputs().get(0).shape();
    if (operation instanceof Convolution op && unfused(op.activation()) && planar(op.windows())) {
      ConvolutionSizes sizes = sizes(from, to, op.axis(), op.windows(), op.group());
      return supported(
          sizes.supported(), () -> new BlasConvolution(sizes, weights(node), bias(node), threads));
    }
    if (operation instanceof Deconvolution op && unfused(op.activation()) && planar(op.windows())) {
      // Its transpose is the convolution from its output to its input.
      ConvolutionSizes sizes = sizes(to, from, op.axis(), op.windows(), op.group());
      return supported(
          sizes.supported(),
          () -> new BlasDeconvolution(sizes, weights(node), bias(node), threads));
    }
    if (operation instanceof InnerProduct op && unfused(op.activation())) {
      int m = op.rows(from);
      int k = from.count(from.canonicalAxis(op.axis()));
      return supported(
          BlasInnerProduct.supported(m, op.outputs(), k),
          () ->
              new BlasInnerProduct(
                  m, op.outputs(), k, op.transpose(), weights(node), bias(node), threads));
    }
    return Optional.empty();
  }

  private static Optional<BlasKernel> supported(boolean supported, Supplier<BlasKernel> kernel) {
    return supported ? Optional.of(kernel.get()) : Optional.empty();
  }

  private static boolean unfused(Activation activation) {
    return activation instanceof Identity;
  }

  private static boolean planar(List<Window> windows) {
    return windows.size() == 1 || windows.size() == 2;
  }

  private static float[] weights(Node node) {
    return node.weights().get(0).values();
  }

  private static float[] bias(Node node) {
    return node.weights().size() == 2 ? node.weights().get(1).values() : null;
  }

  private static ConvolutionSizes sizes(
      Shape from, Shape to, int axis, List<Window> windows, int group) {
    int channels = from.canonicalAxis(axis);
    boolean two = windows.size() == 2;
    return new ConvolutionSizes(
        from.dim(channels),
        two ? from.dim(-2) : 1,
        from.dim(-1),
        to.dim(channels),
        two ? to.dim(-2) : 1,
        to.dim(-1),
        group,
        two ? windows.get(0) : NO_AXIS,
        windows.get(windows.size() - 1));
  }

  private record Prepared(BlasKernel kernel) implements PreparedNode {
    @Override
    public String operator() {
      return "caffe-mirror: " + kernel.description();
    }

    @Override
    public long nativeScratchFloats() {
      return kernel.scratchFloats();
    }

    @Override
    public Step bind(NodeMemory memory) {
      Runnable run = kernel.bind(memory.inputs()[0], memory.outputs()[0], memory.nativeScratch());
      return run::run;
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
