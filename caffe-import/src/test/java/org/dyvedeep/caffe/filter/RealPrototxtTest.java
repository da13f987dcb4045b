package org.dyvedeep.caffe.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.dyvedeep.caffe.SharedFiles;
import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.dyvedeep.caffe.proto.Phase;
import org.dyvedeep.caffe.read.ParsedNet;
import org.dyvedeep.caffe.read.PrototxtReader;
import org.dyvedeep.caffe.read.ReadOptions;
import org.dyvedeep.caffe.upgrade.NetUpgrader;
import org.dyvedeep.caffe.upgrade.UpgradedNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real networks: they must be read without a single warning, and mean what Caffe takes them to
 * mean.
 */
class RealPrototxtTest {

  private static UpgradedNet read(String name) {
    Path file = SharedFiles.model(name);
    ParsedNet net = new PrototxtReader(ReadOptions.defaults().withStrict(true)).read(file);
    assertEquals(List.of(), net.warnings());
    return NetUpgrader.upgrade(name, net.positions(), net.net());
  }

  @ParameterizedTest
  @CsvSource({
    "reference-prototxt/bvlc_alexnet_deploy.prototxt, 227",
    "reference-prototxt/cifar10_full.prototxt, 32",
    "reference-prototxt/cifar10_quick.prototxt, 32",
    "squeezenet-deep-compression/deploy.prototxt, 227",
    "trained/alexnet-cifar10.prototxt, 227"
  })
  void deployNetworksBeginWithAnInput(String name, int size) {
    LayerParameter input = read(name).net().getLayer(0);
    assertEquals("Input", input.getType());
    assertEquals(List.of("data"), input.getTopList());
    assertEquals(3, input.getInputParam().getShape(0).getDim(1));
    assertEquals(size, input.getInputParam().getShape(0).getDim(3));
  }

  @Test
  void alexNetsTrainingNetworkByPhase() {
    NetParameter test = filtered(Phase.TEST);
    NetParameter train = filtered(Phase.TRAIN);
    assertEquals(50, test.getLayer(0).getDataParam().getBatchSize());
    assertEquals(256, train.getLayer(0).getDataParam().getBatchSize());
    assertEquals(1, count(test, "Accuracy"));
    assertEquals(0, count(train, "Accuracy"));
    assertEquals(1, count(test, "Data"));
    assertEquals(5, count(test, "Convolution"));
  }

  private static NetParameter filtered(Phase phase) {
    String name = "reference-prototxt/bvlc_alexnet_train_val.prototxt";
    Path file = SharedFiles.model(name);
    ParsedNet net = new PrototxtReader(ReadOptions.defaults()).read(file);
    return NetFilter.filter(
            name, net.positions(), read(name).net(), new StateOptions(phase, 0, List.of()))
        .net();
  }

  private static long count(NetParameter net, String type) {
    return net.getLayerList().stream().filter(layer -> layer.getType().equals(type)).count();
  }
}
