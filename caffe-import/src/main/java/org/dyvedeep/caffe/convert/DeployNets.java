package org.dyvedeep.caffe.convert;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dyvedeep.caffe.DeployNet;
import org.dyvedeep.caffe.DeployNet.LearnedBlob;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.FillerParameter;
import org.dyvedeep.caffe.proto.InputParameter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.PoolingParameter;
import org.dyvedeep.engine.graph.Value;
import org.dyvedeep.engine.tensor.Shape;

/** Writes down, layer by layer, what a converted network is in Caffe's own words. */
final class DeployNets {
  private final NetParameter.Builder net = NetParameter.newBuilder();

  DeployNets(String name) {
    net.setName(name);
  }

  /** An input that no layer of the file gives. */
  void addOutsideInput(Value input) {
    addInput(input.name(), List.of(input.name()), List.of(input.shape()));
  }

  /** An input layer of whatever type: data layers become Input layers. */
  void addInput(String layer, List<String> tops, List<Shape> shapes) {
    InputParameter.Builder parameter = InputParameter.newBuilder();
    for (Shape shape : shapes) {
      BlobShape.Builder dims = parameter.addShapeBuilder();
      for (int dim : shape.dims()) {
        dims.addDim(dim);
      }
    }
    net.addLayerBuilder().setName(layer).setType("Input").addAllTop(tops).setInputParam(parameter);
  }

  /** A layer that computes, with the bottoms that inference has. */
  void addLayer(LayerParameter layer, List<String> bottoms) {
    LayerParameter.Builder deploy =
        layer.toBuilder()
            .clearBlobs()
            .clearPhase()
            .clearInclude()
            .clearExclude()
            .clearLossWeight()
            .clearPropagateDown()
            .clearBottom()
            .addAllBottom(bottoms);
    for (FieldDescriptor field : List.copyOf(deploy.getAllFields().keySet())) {
      boolean settings =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && !field.isRepeated()
              && field.getName().endsWith("_param");
      if (settings) {
        deploy.setField(field, forInference((Message) deploy.getField(field)));
      }
    }
    net.addLayer(deploy);
  }

  /** Leaves out fillers, which trained values would overwrite, and the choice of a GPU library. */
  private static Message forInference(Message settings) {
    Message.Builder kept = settings.toBuilder();
    for (FieldDescriptor field : settings.getAllFields().keySet()) {
      boolean filler =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && field.getMessageType().equals(FillerParameter.getDescriptor());
      boolean defaultRounding =
          field.getFullName().equals("dyvedeep.caffe.PoolingParameter.round_mode")
              && settings instanceof PoolingParameter pooling
              && pooling.getRoundMode() == PoolingParameter.RoundMode.CEIL;
      // Caffe 1.0 does not know round_mode, so the default is better not spelt out.
      if (filler || field.getName().equals("engine") || defaultRounding) {
        kept.clearField(field);
      }
    }
    return kept.build();
  }

  DeployNet build(List<WeightSlot> slots) {
    List<LearnedBlob> learned = new ArrayList<>();
    Set<LearnedBlobs.Key> seen = new HashSet<>();
    for (WeightSlot slot : slots) {
      String layer = slot.layer().getName();
      for (int i = 0; i < slot.shapes().size(); i++) {
        int index = slot.firstBlob() + i;
        // A layer with several bottoms has a node for each, all with the same blobs.
        if (seen.add(new LearnedBlobs.Key(layer, index))) {
          learned.add(new LearnedBlob(layer, index, slot.node(), i));
        }
      }
    }
    return new DeployNet(net.build(), learned);
  }
}
