package org.dyvedeep.caffe.convert.layer;

import java.util.Optional;
import org.dyvedeep.caffe.convert.LayerContext;
import org.dyvedeep.caffe.convert.LayerConverter;
import org.dyvedeep.caffe.proto.MemoryDataParameter;
import org.dyvedeep.engine.tensor.Shape;

/** MemoryData: becomes an input of batch_size x channels x height x width. */
public final class MemoryDataConverter implements LayerConverter {
  /** For the ServiceLoader. */
  public MemoryDataConverter() {}

  @Override
  public String type() {
    return "MemoryData";
  }

  @Override
  public Role role() {
    return Role.INPUT;
  }

  @Override
  public void convert(LayerContext layer) {
    layer.requireBottoms(0, 0);
    layer.requireTops(1, 2);
    layer.input(0, () -> Optional.of(shape(layer)));
  }

  private static Shape shape(LayerContext layer) {
    MemoryDataParameter data = layer.parameter().getMemoryDataParam();
    return Shape.of(
        layer.positive("memory_data_param.batch_size", data.getBatchSize()),
        layer.positive("memory_data_param.channels", data.getChannels()),
        layer.positive("memory_data_param.height", data.getHeight()),
        layer.positive("memory_data_param.width", data.getWidth()));
  }
}
