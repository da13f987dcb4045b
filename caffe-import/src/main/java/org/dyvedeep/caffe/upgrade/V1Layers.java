package org.dyvedeep.caffe.upgrade;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.ParamSpec;
import org.dyvedeep.caffe.proto.V1LayerParameter;

/**
 * V1: layer types were an enum, and learning rates, decays, names and share modes of a layer's
 * blobs stood in four lists; now types are strings and each blob has one {@code param} entry.
 */
final class V1Layers implements UpgradeStep {
  /** The fields of V1 that are not simply copied to the field of the same name. */
  private static final Set<Integer> CHANGED =
      Set.of(
          V1LayerParameter.TYPE_FIELD_NUMBER,
          V1LayerParameter.PARAM_FIELD_NUMBER,
          V1LayerParameter.BLOB_SHARE_MODE_FIELD_NUMBER,
          V1LayerParameter.BLOBS_LR_FIELD_NUMBER,
          V1LayerParameter.WEIGHT_DECAY_FIELD_NUMBER,
          V1LayerParameter.LAYER_FIELD_NUMBER);

  @Override
  public boolean needed(NetParameter net) {
    return net.getLayersCount() > 0;
  }

  @Override
  public NetParameter apply(NetParameter net, UpgradeLog log) {
    NetParameter.Builder upgraded = net.toBuilder().clearLayers();
    for (V1LayerParameter layer : net.getLayersList()) {
      upgraded.addLayer(upgrade(layer, log));
    }
    log.changed(
        "",
        "layers",
        net.getLayersCount() + " layers of generation V1 were brought to the current one");
    return upgraded.build();
  }

  private static LayerParameter upgrade(V1LayerParameter layer, UpgradeLog log) {
    LayerParameter.Builder upgraded = LayerParameter.newBuilder();
    Descriptor target = LayerParameter.getDescriptor();
    for (var field : layer.getAllFields().entrySet()) {
      FieldDescriptor from = field.getKey();
      if (!CHANGED.contains(from.getNumber())) {
        upgraded.setField(target.findFieldByName(from.getName()), field.getValue());
      }
    }
    if (layer.hasType()) {
      upgraded.setType(V1Types.name(layer.getType()));
    } else {
      requireKnownType(layer, log);
    }
    upgradeParams(layer, upgraded, log);
    return upgraded.build();
  }

  /** A binary file can hold a number that the enum does not have; protobuf sets it aside. */
  private static void requireKnownType(V1LayerParameter layer, UpgradeLog log) {
    var aside = layer.getUnknownFields().getField(V1LayerParameter.TYPE_FIELD_NUMBER);
    if (!aside.getVarintList().isEmpty()) {
      throw log.problem(layer.getName(), "type")
          .found("the layer type number " + aside.getVarintList().get(0))
          .expected("one of Caffe's, up to 39")
          .advice("the file is of a Caffe fork or damaged; save it with a current Caffe")
          .build();
    }
  }

  private static void upgradeParams(
      V1LayerParameter layer, LayerParameter.Builder upgraded, UpgradeLog log) {
    List<String> moved = new ArrayList<>();
    for (int i = 0; i < layer.getParamCount(); i++) {
      param(upgraded, i).setName(layer.getParam(i));
    }
    for (int i = 0; i < layer.getBlobShareModeCount(); i++) {
      String mode = layer.getBlobShareMode(i).name();
      param(upgraded, i).setShareMode(ParamSpec.DimCheckMode.valueOf(mode));
    }
    for (int i = 0; i < layer.getBlobsLrCount(); i++) {
      param(upgraded, i).setLrMult(layer.getBlobsLr(i));
    }
    for (int i = 0; i < layer.getWeightDecayCount(); i++) {
      param(upgraded, i).setDecayMult(layer.getWeightDecay(i));
    }
    note(moved, layer.getParamCount(), "param");
    note(moved, layer.getBlobShareModeCount(), "blob_share_mode");
    note(moved, layer.getBlobsLrCount(), "blobs_lr");
    note(moved, layer.getWeightDecayCount(), "weight_decay");
    if (!moved.isEmpty()) {
      log.changed(
          layer.getName(), "param", String.join(", ", moved) + " became param { ... } entries");
    }
  }

  private static void note(List<String> moved, int count, String name) {
    if (count > 0) {
      moved.add(name);
    }
  }

  private static ParamSpec.Builder param(LayerParameter.Builder layer, int index) {
    while (layer.getParamCount() <= index) {
      layer.addParam(ParamSpec.getDefaultInstance());
    }
    return layer.getParamBuilder(index);
  }
}
