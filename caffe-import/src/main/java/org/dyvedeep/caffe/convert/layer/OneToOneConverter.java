package org.dyvedeep.caffe.convert.layer;

import java.util.function.Function;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.engine.op.Operation;

/** Layers of one bottom and one top that are told by their parameters alone. */
abstract class OneToOneConverter implements LayerConverter {
  private final String type;
  private final Function<LayerParameter, Operation> operation;

  /**
   * Names the type and what it computes.
   *
   * @param operation the operation that a layer's parameters ask for
   */
  OneToOneConverter(String type, Function<LayerParameter, Operation> operation) {
    this.type = type;
    this.operation = operation;
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final void convert(LayerContext layer) {
    layer.requireBlobs(1, 1);
    check(layer);
    layer.emit(operation.apply(layer.parameter()));
  }

  /** Checks the parameters; by default there is nothing to check. */
  void check(LayerContext layer) {}
}
