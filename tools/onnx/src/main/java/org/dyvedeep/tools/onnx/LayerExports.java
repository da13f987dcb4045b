package org.dyvedeep.tools.onnx;

import static java.util.Map.entry;

import java.util.Map;
import org.dyvedeep.engine.op.Activation;
import org.dyvedeep.engine.op.ArgMax;
import org.dyvedeep.engine.op.BatchNorm;
import org.dyvedeep.engine.op.Bias;
import org.dyvedeep.engine.op.Concat;
import org.dyvedeep.engine.op.Convolution;
import org.dyvedeep.engine.op.Crop;
import org.dyvedeep.engine.op.Deconvolution;
import org.dyvedeep.engine.op.Eltwise;
import org.dyvedeep.engine.op.Embed;
import org.dyvedeep.engine.op.Flatten;
import org.dyvedeep.engine.op.InnerProduct;
import org.dyvedeep.engine.op.Lrn;
import org.dyvedeep.engine.op.Mvn;
import org.dyvedeep.engine.op.Operation;
import org.dyvedeep.engine.op.PRelu;
import org.dyvedeep.engine.op.Pooling;
import org.dyvedeep.engine.op.Reduction;
import org.dyvedeep.engine.op.Reshape;
import org.dyvedeep.engine.op.Scale;
import org.dyvedeep.engine.op.Silence;
import org.dyvedeep.engine.op.Slice;
import org.dyvedeep.engine.op.Softmax;
import org.dyvedeep.engine.op.SpatialPyramidPooling;
import org.dyvedeep.engine.op.Split;
import org.dyvedeep.engine.op.Tile;

/** The look-up of exports: one for every operation but those that users bring. */
final class LayerExports {
  private static final Map<Class<?>, LayerExport<Operation>> EXPORTS =
      Map.ofEntries(
          export(ArgMax.class, Orderings::argMax),
          export(BatchNorm.class, Normalizations::batchNorm),
          export(Bias.class, Products::bias),
          export(Concat.class, Rearrangements::concat),
          export(Convolution.class, Convolutions::convolution),
          export(Crop.class, Rearrangements::crop),
          export(Deconvolution.class, Convolutions::deconvolution),
          export(Eltwise.class, Combinations::eltwise),
          export(Embed.class, Products::embed),
          export(Flatten.class, Rearrangements::reshape),
          export(InnerProduct.class, Products::innerProduct),
          export(Lrn.class, Normalizations::lrn),
          export(Mvn.class, Normalizations::mvn),
          export(PRelu.class, Products::prelu),
          export(Pooling.class, Poolings::pooling),
          export(Reduction.class, Combinations::reduction),
          export(Reshape.class, Rearrangements::reshape),
          export(Scale.class, Products::scale),
          export(Silence.class, (layer, operation) -> {}),
          export(Slice.class, Rearrangements::slice),
          export(Softmax.class, Normalizations::softmax),
          export(SpatialPyramidPooling.class, Poolings::pyramid),
          export(Split.class, Rearrangements::split),
          export(Tile.class, Rearrangements::tile));

  private LayerExports() {}

  /** Adds the operators of a layer. */
  static void export(Layer layer, Operation operation) {
    if (operation instanceof Activation activation) {
      layer.output(0, Activations.apply(layer, activation, layer.input(0)));
      return;
    }
    LayerExport<Operation> export = EXPORTS.get(operation.getClass());
    if (export == null) {
      throw layer.refused(
          operation.getClass().getSimpleName()
              + " is an operation of a user's own, for which ONNX has no operator");
    }
    export.export(layer, operation);
  }

  private static <O extends Operation> Map.Entry<Class<?>, LayerExport<Operation>> export(
      Class<O> type, LayerExport<O> export) {
    return entry(type, (layer, operation) -> export.export(layer, type.cast(operation)));
  }
}
