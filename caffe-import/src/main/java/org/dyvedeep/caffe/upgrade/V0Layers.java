package org.dyvedeep.caffe.upgrade;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.V0LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter.LayerType;

/**
 * V0: a layer's settings stood in one flat message inside the layer; V1 has a message for every
 * type of layer.
 */
final class V0Layers implements UpgradeStep {
  /** Fields that mean the same in V1's own message. */
  private static final Set<String> COMMON = Set.of("name", "blobs", "blobs_lr", "weight_decay");

  @Override
  public boolean needed(NetParameter net) {
    return net.getLayersList().stream().anyMatch(V1LayerParameter::hasLayer);
  }

  @Override
  public NetParameter apply(NetParameter net, UpgradeLog log) {
    refuseUnknownTypes(net, log);
    NetParameter.Builder upgraded = net.toBuilder().clearLayers();
    int count = 0;
    for (V1LayerParameter layer : net.getLayersList()) {
      upgraded.addLayers(layer.hasLayer() ? upgrade(layer, log) : layer);
      count += layer.hasLayer() ? 1 : 0;
    }
    log.changed("", "layers", count + " layers of generation V0 were brought to V1");
    return upgraded.build();
  }

  private static void refuseUnknownTypes(NetParameter net, UpgradeLog log) {
    List<String> unknown = new ArrayList<>();
    String first = "";
    for (V1LayerParameter layer : net.getLayersList()) {
      V0LayerParameter settings = layer.getLayer();
      if (settings.hasType() && V0Fields.type(settings.getType()) == null) {
        first = unknown.isEmpty() ? settings.getName() : first;
        unknown.add("\"" + settings.getType() + "\" of " + settings.getName());
      }
    }
    if (!unknown.isEmpty()) {
      throw log.problem(first, "layer.type")
          .found("types that generation V0 does not have: " + String.join(", ", unknown))
          .expected("V0's names, such as conv, pool, innerproduct")
          .advice("correct the types or rewrite the file in Caffe's current form")
          .build();
    }
  }

  private static V1LayerParameter upgrade(V1LayerParameter wrapper, UpgradeLog log) {
    V0LayerParameter settings = wrapper.getLayer();
    V1LayerParameter.Builder layer = V1LayerParameter.newBuilder();
    layer.addAllBottom(wrapper.getBottomList()).addAllTop(wrapper.getTopList());
    if (wrapper.getIncludeCount() + wrapper.getExcludeCount() > 0) {
      log.ignored(
          settings.getName(),
          "include",
          "the include and exclude rules of a V0 layer were left out, as in Caffe");
    }
    for (var field : settings.getAllFields().entrySet()) {
      place(settings, field.getKey(), field.getValue(), layer, log);
    }
    return layer.build();
  }

  private static void place(
      V0LayerParameter settings,
      FieldDescriptor field,
      Object value,
      V1LayerParameter.Builder layer,
      UpgradeLog log) {
    String name = field.getName();
    if (COMMON.contains(name)) {
      layer.setField(V1LayerParameter.getDescriptor().findFieldByName(name), value);
    } else if (name.equals("type")) {
      LayerType type = V0Fields.type(settings.getType());
      layer.setType(type);
    } else {
      String target = V0Fields.target(name, settings.getType());
      if (target == null) {
        log.ignored(
            settings.getName(),
            "layer." + name,
            name
                + " has no meaning for a layer of type \""
                + settings.getType()
                + "\" and was left out, as in Caffe");
      } else {
        set(layer, target, value);
      }
    }
  }

  private static void set(Message.Builder layer, String path, Object value) {
    int dot = path.indexOf('.');
    String name = dot < 0 ? path : path.substring(0, dot);
    FieldDescriptor field = layer.getDescriptorForType().findFieldByName(name);
    if (dot >= 0) {
      set(layer.getFieldBuilder(field), path.substring(dot + 1), value);
    } else if (field.isRepeated()) {
      layer.addRepeatedField(field, value);
    } else {
      layer.setField(field, convert(field, value));
    }
  }

  /** Enums of the two generations share their names. */
  private static Object convert(FieldDescriptor field, Object value) {
    return value instanceof EnumValueDescriptor constant
        ? field.getEnumType().findValueByName(constant.getName())
        : value;
  }
}
