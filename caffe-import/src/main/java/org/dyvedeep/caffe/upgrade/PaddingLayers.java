package org.dyvedeep.caffe.upgrade;

import java.util.HashMap;
import java.util.Map;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V0LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;

/**
 * V0: padding was a layer of its own. Each one is folded into the convolution or pooling layers
 * that read it, which is only possible if nothing else reads it.
 */
final class PaddingLayers implements UpgradeStep {

  @Override
  public boolean needed(NetParameter net) {
    return net.getLayersList().stream().anyMatch(PaddingLayers::isPadding);
  }

  private static boolean isPadding(V1LayerParameter layer) {
    return layer.getLayer().getType().equals("padding");
  }

  @Override
  public NetParameter apply(NetParameter net, UpgradeLog log) {
    NetParameter.Builder folded = net.toBuilder().clearLayers();
    // The layer that wrote each blob last; network inputs have none.
    Map<String, V1LayerParameter> writers = new HashMap<>();
    net.getInputList().forEach(input -> writers.put(input, V1LayerParameter.getDefaultInstance()));
    for (V1LayerParameter layer : net.getLayersList()) {
      V1LayerParameter read = foldInputs(layer, writers, log);
      if (!isPadding(layer)) {
        folded.addLayers(read);
      }
      layer.getTopList().forEach(top -> writers.put(top, layer));
    }
    return folded.build();
  }

  private static V1LayerParameter foldInputs(
      V1LayerParameter layer, Map<String, V1LayerParameter> writers, UpgradeLog log) {
    V1LayerParameter folded = layer;
    for (int i = 0; i < layer.getBottomCount(); i++) {
      V1LayerParameter writer = writers.get(layer.getBottom(i));
      if (writer == null) {
        throw log.problem(NetUpgrader.nameOf(layer), "bottom")
            .found("the blob \"" + layer.getBottom(i) + "\"")
            .expected("a blob that an earlier layer or an input writes")
            .advice("correct the name or add the layer")
            .build();
      }
      if (isPadding(writer)) {
        check(layer, writer, log);
        folded = fold(folded, i, writer, log);
      }
    }
    return folded;
  }

  private static V1LayerParameter fold(
      V1LayerParameter layer, int bottom, V1LayerParameter padding, UpgradeLog log) {
    V1LayerParameter.Builder folded = layer.toBuilder();
    int pad = padding.getLayer().getPad();
    folded.getLayerBuilder().setPad(pad);
    folded.setBottom(bottom, padding.getBottom(0));
    log.changed(
        NetUpgrader.nameOf(layer),
        "layer.pad",
        "the padding layer "
            + NetUpgrader.nameOf(padding)
            + " became pad: "
            + Integer.toUnsignedString(pad)
            + " of layer "
            + NetUpgrader.nameOf(layer));
    return folded.build();
  }

  private static void check(V1LayerParameter layer, V1LayerParameter padding, UpgradeLog log) {
    V0LayerParameter settings = layer.getLayer();
    String type = settings.getType();
    if (!type.equals("conv") && !type.equals("pool")) {
      throw wrong(
          log, layer, "a layer of type \"" + type + "\" behind a padding layer", "conv or pool");
    }
    if (layer.getBottomCount() != 1) {
      throw wrong(log, layer, layer.getBottomCount() + " bottoms behind a padding layer", "one");
    }
    if (padding.getBottomCount() != 1 || padding.getTopCount() != 1) {
      String found = padding.getBottomCount() + " bottoms and " + padding.getTopCount() + " tops";
      throw wrong(log, padding, found + " of a padding layer", "one each");
    }
  }

  private static ModelImportException wrong(
      UpgradeLog log, V1LayerParameter layer, String found, String expected) {
    return log.problem(NetUpgrader.nameOf(layer), "bottom")
        .found(found)
        .expected(expected)
        .advice("write the padding as pad: of the layers that read it")
        .build();
  }
}
