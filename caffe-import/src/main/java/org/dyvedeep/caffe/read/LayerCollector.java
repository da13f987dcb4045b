package org.dyvedeep.caffe.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.ImportWarning;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;

/** Puts a {@link CaffemodelFile} together, layer by layer. */
final class LayerCollector {
  private final ReadContext context;
  private final NetParameter.Builder net = NetParameter.newBuilder();
  private final Map<String, List<CaffeBlob>> blobs = new LinkedHashMap<>();

  LayerCollector(ReadContext context) {
    this.context = context;
  }

  void add(LayerParameter layer, List<CaffeBlob> own) {
    net.addLayer(layer);
    put(layer.getName(), own);
  }

  void add(V1LayerParameter layer, List<CaffeBlob> own) {
    net.addLayers(layer);
    put(layer.hasLayer() ? layer.getLayer().getName() : layer.getName(), own);
  }

  private void put(String name, List<CaffeBlob> own) {
    context.enterLayer(name);
    if (net.getLayerCount() + net.getLayersCount() > context.limits().maxLayers()) {
      throw context
          .problem("")
          .found("more than " + context.limits().maxLayers() + " layers")
          .expected("at most that, the limit on layers")
          .advice("raise the limit if the file is to be trusted")
          .build();
    }
    // Two layers of one name are harmless until both have weights: weights are matched by name.
    if (!own.isEmpty() && blobs.putIfAbsent(name, List.copyOf(own)) != null) {
      throw context
          .problem("name")
          .found("a second layer of this name with weights")
          .expected("names that differ")
          .advice("rename one of the two layers in the network and save the weights again")
          .build();
    }
  }

  /** The finished file; {@code rest} holds the network's fields that are not layers. */
  CaffemodelFile build(NetParameter rest, List<ImportWarning> warnings) {
    context.enterLayer("");
    if (net.getLayerCount() + net.getLayersCount() == 0) {
      throw context
          .problem("")
          .found("no layers")
          .expected("a caffemodel")
          .advice("check that this is the weights file")
          .build();
    }
    return new CaffemodelFile(net.mergeFrom(rest).build(), blobs, warnings);
  }
}
