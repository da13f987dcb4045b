package org.dyvedeep.caffe.upgrade;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import java.util.List;
import java.util.Map;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.TransformationParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter;
import org.dyvedeep.caffe.proto.V1LayerParameter.LayerType;

/**
 * V1: data layers had scale, mean_file, crop_size and mirror among their own settings; now
 * transform_param has them.
 */
final class DataTransforms implements UpgradeStep {
  private static final Map<LayerType, String> PARAMETERS =
      Map.of(
          LayerType.DATA, "data_param",
          LayerType.IMAGE_DATA, "image_data_param",
          LayerType.WINDOW_DATA, "window_data_param");

  private static final List<String> MOVED = List.of("scale", "mean_file", "crop_size", "mirror");

  @Override
  public boolean needed(NetParameter net) {
    return net.getLayersList().stream().anyMatch(DataTransforms::needed);
  }

  private static boolean needed(V1LayerParameter layer) {
    String parameter = PARAMETERS.get(layer.getType());
    if (parameter == null) {
      return false;
    }
    Message settings = (Message) layer.getField(field(layer, parameter));
    return MOVED.stream().anyMatch(name -> settings.hasField(field(settings, name)));
  }

  private static FieldDescriptor field(MessageOrBuilder message, String name) {
    return message.getDescriptorForType().findFieldByName(name);
  }

  @Override
  public NetParameter apply(NetParameter net, UpgradeLog log) {
    NetParameter.Builder upgraded = net.toBuilder();
    for (int i = 0; i < net.getLayersCount(); i++) {
      if (needed(net.getLayers(i))) {
        upgraded.setLayers(i, upgrade(net.getLayers(i), log));
      }
    }
    return upgraded.build();
  }

  private static V1LayerParameter upgrade(V1LayerParameter layer, UpgradeLog log) {
    V1LayerParameter.Builder upgraded = layer.toBuilder();
    String parameter = PARAMETERS.get(layer.getType());
    Message.Builder settings = upgraded.getFieldBuilder(field(layer, parameter));
    TransformationParameter.Builder transform = upgraded.getTransformParamBuilder();
    for (String name : MOVED) {
      FieldDescriptor old = field(settings, name);
      if (settings.hasField(old)) {
        transform.setField(field(transform, name), settings.getField(old));
        settings.clearField(old);
        log.changed(
            layer.getName(),
            parameter + "." + name,
            name + " was moved from " + parameter + " to transform_param");
      }
    }
    return upgraded.build();
  }
}
