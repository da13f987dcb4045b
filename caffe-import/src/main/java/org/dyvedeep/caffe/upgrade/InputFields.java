package org.dyvedeep.caffe.upgrade;

import java.util.List;
import java.util.stream.IntStream;
import org.dyvedeep.caffe.ModelImportException;
import org.dyvedeep.caffe.proto.BlobShape;
import org.dyvedeep.caffe.proto.InputParameter;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;

/**
 * Inputs were fields of the network, with four numbers each (input_dim) or a shape each
 * (input_shape); now an Input layer stands in front.
 */
final class InputFields implements UpgradeStep {
  private static final int DIMS_PER_INPUT = 4;

  @Override
  public boolean needed(NetParameter net) {
    return net.getInputCount() + net.getInputDimCount() + net.getInputShapeCount() > 0;
  }

  @Override
  public NetParameter apply(NetParameter net, UpgradeLog log) {
    NetParameter.Builder upgraded = net.toBuilder().clearInput().clearInputDim().clearInputShape();
    String names = String.join(", ", net.getInputList());
    if (net.getInputDimCount() + net.getInputShapeCount() == 0) {
      // Old caffemodels hold the names alone.
      log.ignored(
          "", "input", "the input " + names + " has no shape and was left out, as in Caffe");
      return upgraded.build();
    }
    LayerParameter layer =
        LayerParameter.newBuilder()
            .setName("input")
            .setType("Input")
            .addAllTop(net.getInputList())
            .setInputParam(InputParameter.newBuilder().addAllShape(shapes(net, log)))
            .build();
    log.changed("", "input", "the input " + names + " became an Input layer");
    return upgraded.addLayer(0, layer).build();
  }

  private static List<BlobShape> shapes(NetParameter net, UpgradeLog log) {
    int inputs = net.getInputCount();
    if (net.getInputDimCount() > 0 && net.getInputShapeCount() > 0) {
      throw wrong(log, "input_shape", "input_dim and input_shape", "one of the two");
    }
    if (net.getInputShapeCount() > 0) {
      if (net.getInputShapeCount() != inputs) {
        String found = net.getInputShapeCount() + " input_shape for " + inputs + " input";
        throw wrong(log, "input_shape", found, "one for each input");
      }
      return net.getInputShapeList();
    }
    if (net.getInputDimCount() != DIMS_PER_INPUT * inputs) {
      String found = net.getInputDimCount() + " input_dim for " + inputs + " input";
      throw wrong(log, "input_dim", found, "four for each input");
    }
    return IntStream.range(0, inputs).mapToObj(i -> legacyShape(net, i)).toList();
  }

  private static BlobShape legacyShape(NetParameter net, int input) {
    BlobShape.Builder shape = BlobShape.newBuilder();
    for (int i = 0; i < DIMS_PER_INPUT; i++) {
      shape.addDim(net.getInputDim(DIMS_PER_INPUT * input + i));
    }
    return shape.build();
  }

  private static ModelImportException wrong(
      UpgradeLog log, String field, String found, String expected) {
    return log.problem("", field)
        .found(found)
        .expected(expected)
        .advice("give every input its name and its shape once")
        .build();
  }
}
