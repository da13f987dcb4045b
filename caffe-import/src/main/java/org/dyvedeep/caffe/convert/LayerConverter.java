package org.dyvedeep.caffe.convert;

import java.util.Optional;

/**
 * Turns layers of one Caffe type into operations of the engine.
 *
 * <p>Converters are found by {@link java.util.ServiceLoader}: to add a layer type, write a public
 * class with a public constructor without parameters and name it in {@code
 * META-INF/services/org.dyvedeep.caffe.convert.LayerConverter}. A converter from elsewhere replaces
 * the built-in one of the same type. A layer that the engine has no operation for brings its own
 * {@link org.dyvedeep.engine.op.CustomOperation}:
 *
 * <pre>{@code
 * public final class ShiftConverter implements LayerConverter {
 *   public ShiftConverter() {}
 *
 *   @Override
 *   public String type() {
 *     return "Shift";
 *   }
 *
 *   @Override
 *   public void convert(LayerContext layer) {
 *     layer.requireBlobs(1, 1);
 *     layer.emit(new Shift(layer.parameter().getPowerParam().getShift()));
 *   }
 * }
 * }</pre>
 */
public interface LayerConverter {
  /** What a layer is for, which decides what becomes of it at inference. */
  enum Role {
    /** Its tops are given from outside. */
    INPUT,
    /** It computes something that inference needs. */
    COMPUTE,
    /** It computes a loss from scores (first bottom) and labels; inference stops at the scores. */
    LOSS,
    /** It measures scores (first bottom) against labels; kept as a remark. */
    METRIC,
    /** It takes blobs and gives none. */
    SINK
  }

  /** The type as a layer's {@code type} field spells it, such as {@code Convolution}. */
  String type();

  /** What the layer is for. */
  default Role role() {
    return Role.COMPUTE;
  }

  /**
   * The type of the function that a loss puts its first bottom through, so that a layer of that
   * type can take its place where the scores are the network's end.
   */
  default Optional<String> scoresType() {
    return Optional.empty();
  }

  /**
   * Checks the layer's parameters as Caffe does and emits its operation. Losses and measures are
   * not converted. Shapes that do not fit are found by the operation itself, and reported with the
   * layer's name.
   *
   * @throws org.dyvedeep.caffe.ModelImportException by way of {@link LayerContext#problem}
   */
  void convert(LayerContext layer);
}
