package org.dyvedeep.engine.reference;

import static java.util.Map.entry;

import java.util.Map;
import org.dyvedeep.engine.op.AbsVal;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.ArgMax;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Bnll;
import org.dyvedeep.engine.op.Clip;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.op.CustomOperation;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Elu;
import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.op.Exp;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.Identity;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Log;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Mvn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Power;
import org.dyvedeep.engine.op.Reduction;
import org.dyvedeep.engine.op.Relu;
import org.dyvedeep.engine.op.Reshape;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.op.Sigmoid;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.SpatialPyramidPooling;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.op.Swish;
import org.dyvedeep.engine.op.Tanh;
import org.dyvedeep.engine.op.Threshold;
import org.dyvedeep.engine.op.Tile;
import org.dyvedeep.engine.tensor.Tensor;

/** The look-up of reference operators: one for every operation there is. */
public final class ReferenceOperators {
  private static final ReferenceOperator<Operation> CUSTOM =
      (operation, inputs, weights, outputs) ->
          ((CustomOperation) operation).run(inputs, weights, outputs);

  private static final Map<Class<?>, ReferenceOperator<Operation>> OPERATORS =
      Map.ofEntries(
          activation(AbsVal.class, ReferenceActivations::absVal),
          activation(Bnll.class, ReferenceActivations::bnll),
          activation(Clip.class, ReferenceActivations::clip),
          activation(Elu.class, ReferenceActivations::elu),
          activation(Exp.class, ReferenceActivations::exp),
          activation(Log.class, ReferenceActivations::log),
          activation(Power.class, ReferenceActivations::power),
          activation(Sigmoid.class, ReferenceActivations::sigmoid),
          activation(Swish.class, ReferenceActivations::swish),
          activation(Tanh.class, ReferenceActivations::tanh),
          activation(Threshold.class, ReferenceActivations::threshold),
          operator(ArgMax.class, new ReferenceArgMax()),
          operator(BatchNorm.class, new ReferenceBatchNorm()),
          operator(Bias.class, new ReferenceBias()),
          operator(Concat.class, new ReferenceConcat()),
          operator(Convolution.class, new ReferenceConvolution()),
          operator(Crop.class, new ReferenceCrop()),
          operator(Deconvolution.class, new ReferenceDeconvolution()),
          operator(Eltwise.class, new ReferenceEltwise()),
          operator(Embed.class, new ReferenceEmbed()),
          operator(Flatten.class, new ReferenceCopy<>()),
          operator(Identity.class, new ReferenceCopy<>()),
          operator(InnerProduct.class, new ReferenceInnerProduct()),
          operator(Lrn.class, new ReferenceLrn()),
          operator(Mvn.class, new ReferenceMvn()),
          operator(PRelu.class, new ReferencePRelu()),
          operator(Pooling.class, new ReferencePooling()),
          operator(Reduction.class, new ReferenceReduction()),
          operator(Relu.class, new ReferenceRelu()),
          operator(Reshape.class, new ReferenceCopy<>()),
          operator(Scale.class, new ReferenceScale()),
          operator(Silence.class, (operation, inputs, weights, outputs) -> {}),
          operator(Slice.class, new ReferenceSlice()),
          operator(Softmax.class, new ReferenceSoftmax()),
          operator(SpatialPyramidPooling.class, new ReferenceSpatialPyramidPooling()),
          operator(Split.class, new ReferenceCopy<>()),
          operator(Tile.class, new ReferenceTile()));

  private ReferenceOperators() {}

  /** The reference operator of an operation; for a custom operation, what it brings itself. */
  public static ReferenceOperator<Operation> of(Operation operation) {
    return operation instanceof CustomOperation ? CUSTOM : OPERATORS.get(operation.getClass());
  }

  /** Applies a fused activation to the first output, in place. */
  static void activate(Activation activation, Tensor[] outputs, float[][] weights) {
    if (!(activation instanceof Identity)) {
      of(activation).run(activation, outputs, weights, outputs);
    }
  }

  private static <A extends Activation>
      Map.Entry<Class<?>, ReferenceOperator<Operation>> activation(
          Class<A> type, ReferenceElementwise.ScalarFunction<A> function) {
    return operator(type, new ReferenceElementwise<>(function));
  }

  private static <O extends Operation> Map.Entry<Class<?>, ReferenceOperator<Operation>> operator(
      Class<O> type, ReferenceOperator<O> operator) {
    return entry(
        type,
        (operation, inputs, weights, outputs) ->
            operator.run(type.cast(operation), inputs, weights, outputs));
  }
}
