package org.dyvedeep.caffe.read;

import java.util.ArrayList;
import java.util.List;
import org.dyvedeep.caffe.proto.BlobProto;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;

/** Takes the weights out of a network that was read from text. */
final class BlobDetacher {
  private final ReadContext context;

  BlobDetacher(ReadContext context) {
    this.context = context;
  }

  CaffemodelFile detach(ParsedNet parsed) {
    LayerCollector collected = new LayerCollector(context);
    NetParameter net = parsed.net();
    for (LayerParameter layer : net.getLayerList()) {
      context.enterLayer(layer.getName());
      collected.add(layer.toBuilder().clearBlobs().build(), convert(layer.getBlobsList()));
    }
    for (V1LayerParameter layer : net.getLayersList()) {
      detach(layer, collected);
    }
    NetParameter rest = net.toBuilder().clearLayer().clearLayers().build();
    return collected.build(rest, parsed.warnings());
  }

  private void detach(V1LayerParameter layer, LayerCollector collected) {
    V1LayerParameter.Builder bare = layer.toBuilder().clearBlobs();
    List<BlobProto> blobs = layer.getBlobsList();
    context.enterLayer(layer.getName());
    if (layer.hasLayer()) {
      context.enterLayer(layer.getLayer().getName());
      blobs = layer.getLayer().getBlobsList();
      bare.getLayerBuilder().clearBlobs();
    }
    collected.add(bare.build(), convert(blobs));
  }

  private List<CaffeBlob> convert(List<BlobProto> blobs) {
    List<CaffeBlob> converted = new ArrayList<>(blobs.size());
    for (BlobProto blob : blobs) {
      converted.add(convert(blob));
    }
    return converted;
  }

  private CaffeBlob convert(BlobProto blob) {
    BlobAssembler parts = new BlobAssembler(context);
    if (blob.hasNum() || blob.hasChannels() || blob.hasHeight() || blob.hasWidth()) {
      parts.legacyDim(0, blob.getNum());
      parts.legacyDim(1, blob.getChannels());
      parts.legacyDim(2, blob.getHeight());
      parts.legacyDim(3, blob.getWidth());
    }
    blob.getShape().getDimList().forEach(parts::dim);
    parts.floats().reserve(blob.getDataCount());
    blob.getDataList().forEach(parts.floats()::add);
    parts.doubles().reserve(blob.getDoubleDataCount());
    blob.getDoubleDataList().forEach(value -> parts.doubles().add(value.floatValue()));
    return parts.build();
  }
}
