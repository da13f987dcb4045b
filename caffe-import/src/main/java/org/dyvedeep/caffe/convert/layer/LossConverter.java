package org.dyvedeep.caffe.convert.layer;

import java.util.Optional;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;

/** Losses: left out, or replaced by the function that they put their scores through. */
abstract class LossConverter implements LayerConverter {
  private final String type;
  private final Optional<String> scoresType;

  /** A loss that leaves nothing behind. */
  LossConverter(String type) {
    this.type = type;
    this.scoresType = Optional.empty();
  }

  /** A loss that leaves a layer of another type behind where its scores are the network's end. */
  LossConverter(String type, String scoresType) {
    this.type = type;
    this.scoresType = Optional.of(scoresType);
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public final Role role() {
    return Role.LOSS;
  }

  @Override
  public final Optional<String> scoresType() {
    return scoresType;
  }

  @Override
  public final void convert(LayerContext layer) {
    throw new IllegalStateException("a loss is not converted");
  }
}
