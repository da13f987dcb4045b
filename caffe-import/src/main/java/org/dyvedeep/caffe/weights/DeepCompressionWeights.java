package org.dyvedeep.caffe.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.WeightLookup;
import org.dyvedeep.caffe.WeightPlan;
import org.dyvedeep.caffe.WeightRequest;
import org.dyvedeep.caffe.read.DeepCompressionLayer;
import org.dyvedeep.caffe.read.DeepCompressionReader;
import org.dyvedeep.engine.tensor.DenseWeights;
import org.dyvedeep.engine.tensor.Weights;

/** Weights of a Deep Compression file, kept in their compressed form; biases are dense. */
final class DeepCompressionWeights implements WeightLookup {
  private final Map<String, DeepCompressionLayer> layers;

  private DeepCompressionWeights(Map<String, DeepCompressionLayer> layers) {
    this.layers = layers;
  }

  /**
   * Reads a file.
   *
   * @param stored the layers that it should hold
   * @throws ModelImportException if it does not hold exactly these
   */
  static WeightLookup read(Path file, WeightPlan plan, List<StoredLayer> stored) {
    for (StoredLayer layer : stored) {
      requireSupported(file, layer);
    }
    List<String> names = stored.stream().map(StoredLayer::name).toList();
    Map<String, DeepCompressionLayer> layers = new HashMap<>();
    try (DeepCompressionReader reader =
        DeepCompressionReader.open(file, names, plan.reading().limits())) {
      for (StoredLayer layer : stored) {
        layers.put(layer.name(), reader.readLayer(layer.name(), layer.weight(), layer.outputs()));
      }
      reader.finish();
    } catch (IOException e) {
      throw ModelImportException.in(file)
          .found("a file that cannot be closed (" + e + ")")
          .cause(e)
          .build();
    }
    return new DeepCompressionWeights(layers);
  }

  private static void requireSupported(Path file, StoredLayer layer) {
    if (!layer.supported()) {
      throw ModelImportException.in(file)
          .layer(layer.name())
          .found("a layer whose name says that the file stores it, with blobs it cannot hold")
          .expected("a weight and a bias, as of a convolution or an inner product")
          .advice("rename the layer: names with conv, fc or ip are stored in .net files")
          .build();
    }
  }

  @Override
  public Optional<Weights> find(WeightRequest request) {
    DeepCompressionLayer layer = layers.get(request.layer());
    if (layer == null) {
      return Optional.empty();
    }
    return Optional.of(
        request.index() == 0 ? layer.weights() : new DenseWeights(request.shape(), layer.bias()));
  }
}
