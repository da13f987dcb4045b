package org.dyvedeep.models;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.proto.ConvolutionParameter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.PoolingParameter;

/**
 * A second, independent reckoning of shapes and work for the layer types of the built-in nets: only
 * for tests, and only for batch 1, square kernels and the fields that those nets use.
 */
final class NetShapes {
  /** Size of one blob. */
  record Size(int channels, int height, int width) {
    int count() {
      return channels * height * width;
    }
  }

  private final Map<String, Size> blobs = new HashMap<>();
  private final Map<String, Long> weightCounts = new LinkedHashMap<>();
  private final Map<String, Integer> biasCounts = new HashMap<>();
  private long macs;

  NetShapes(NetParameter net) {
    for (LayerParameter layer : net.getLayerList()) {
      List<Size> bottoms = layer.getBottomList().stream().map(this::blob).toList();
      blobs.put(layer.getTop(0), top(layer, bottoms));
    }
  }

  /** Size of a blob; fails if no layer has produced it so far. */
  Size blob(String name) {
    Size size = blobs.get(name);
    if (size == null) {
      throw new AssertionError("no layer produces blob " + name);
    }
    return size;
  }

  /** Multiply-accumulates of all Convolution and InnerProduct layers. */
  long macs() {
    return macs;
  }

  /** Number of weights of every layer that has some, in the order of the file. */
  Map<String, Long> weightCounts() {
    return weightCounts;
  }

  int biasCount(String layer) {
    return biasCounts.get(layer);
  }

  private Size top(LayerParameter layer, List<Size> bottoms) {
    return switch (layer.getType()) {
      case "Input" -> {
        List<Long> dims = layer.getInputParam().getShape(0).getDimList();
        yield new Size(
            Math.toIntExact(dims.get(1)),
            Math.toIntExact(dims.get(2)),
            Math.toIntExact(dims.get(3)));
      }
      case "Convolution" -> convolution(layer, bottoms.get(0));
      case "InnerProduct" -> {
        int outputs = layer.getInnerProductParam().getNumOutput();
        count(layer, outputs, bottoms.get(0).count(), 1);
        yield new Size(outputs, 1, 1);
      }
      case "Pooling" -> pooling(layer.getPoolingParam(), bottoms.get(0));
      case "Concat" ->
          new Size(
              bottoms.stream().mapToInt(Size::channels).sum(),
              bottoms.get(0).height(),
              bottoms.get(0).width());
      case "ReLU", "LRN", "Dropout", "Softmax" -> bottoms.get(0);
      default -> throw new AssertionError("unexpected layer type " + layer.getType());
    };
  }

  private Size convolution(LayerParameter layer, Size in) {
    ConvolutionParameter p = layer.getConvolutionParam();
    int kernel = p.getKernelSize(0);
    int stride = p.getStrideCount() == 0 ? 1 : p.getStride(0);
    int pad = p.getPadCount() == 0 ? 0 : p.getPad(0);
    int height = (in.height() + 2 * pad - kernel) / stride + 1;
    int width = (in.width() + 2 * pad - kernel) / stride + 1;
    int products = in.channels() / p.getGroup() * kernel * kernel;
    count(layer, p.getNumOutput(), products, height * width);
    return new Size(p.getNumOutput(), height, width);
  }

  private static Size pooling(PoolingParameter p, Size in) {
    if (p.getGlobalPooling()) {
      return new Size(in.channels(), 1, 1);
    }
    return new Size(in.channels(), pooled(p, in.height()), pooled(p, in.width()));
  }

  private static int pooled(PoolingParameter p, int size) {
    return (int) Math.ceil((double) (size - p.getKernelSize()) / p.getStride()) + 1;
  }

  private void count(LayerParameter layer, int outputs, int products, int positions) {
    weightCounts.put(layer.getName(), (long) outputs * products);
    biasCounts.put(layer.getName(), outputs);
    macs += (long) outputs * products * positions;
  }
}
