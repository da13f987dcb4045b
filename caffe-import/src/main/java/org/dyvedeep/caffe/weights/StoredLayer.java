package org.dyvedeep.caffe.weights;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.WeightPlan;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.read.DeepCompressionReader;
import org.dyvedeep.engine.tensor.Shape;

/**
 * A layer that a Deep Compression file stores.
 *
 * @param name its name in the prototxt
 * @param weight shape of its weights
 * @param outputs how many biases it has
 * @param supported whether it learns a weight and a bias and nothing else, which is what the format
 *     can hold
 */
record StoredLayer(String name, Shape weight, int outputs, boolean supported) {
  /** The layers of a network that a file for it would store, in the order of the prototxt. */
  static List<StoredLayer> of(WeightPlan plan) {
    List<StoredLayer> layers = new ArrayList<>();
    plan.byLayer()
        .forEach(
            (name, blobs) -> {
              if (DeepCompressionReader.stores(name)) {
                layers.add(of(name, blobs));
              }
            });
    return layers;
  }

  private static StoredLayer of(String name, List<WeightRequest> blobs) {
    Shape weight = blobs.get(0).shape();
    boolean bias = blobs.size() == 2 && blobs.get(1).shape().rank() == 1;
    boolean supported = weight.rank() >= 2 && (blobs.size() == 1 || bias);
    return new StoredLayer(name, weight, bias ? blobs.get(1).shape().size() : 0, supported);
  }

  /** Bytes of the layer in a file that stores so many of its weights. */
  long bytes(long entries) {
    int bits = name.contains("conv") ? 8 : 4;
    return (4L << bits) + 4L * outputs + (entries * bits + 7) / 8 + (entries + 1) / 2;
  }
}
