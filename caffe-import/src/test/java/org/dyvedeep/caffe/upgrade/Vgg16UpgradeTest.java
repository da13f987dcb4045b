package org.dyvedeep.caffe.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dyvedeep.caffe.proto.LayerParameter;
import org.dyvedeep.caffe.proto.NetParameter;
import org.junit.jupiter.api.Test;

/**
 * VGG-16 in the spelling of V1, as it was published: a file that Caffe's own upgrade tool once
 * failed on.
 */
class Vgg16UpgradeTest {
  private static final int[] CONVOLUTIONS = {2, 2, 3, 3, 3};
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};

  private static String vgg16() {
    StringBuilder net = new StringBuilder("name: 'VGG16' input: 'data'\n");
    net.append("input_dim: 10 input_dim: 3 input_dim: 224 input_dim: 224\n");
    String bottom = "data";
    for (int block = 1; block <= 5; block++) {
      for (int i = 1; i <= CONVOLUTIONS[block - 1]; i++) {
        String name = "conv" + block + "_" + i;
        String settings =
            "convolution_param { num_output: %d pad: 1 kernel_size: 3 }"
                .formatted(CHANNELS[block - 1]);
        layer(net, name, "CONVOLUTION", bottom, name, settings);
        layer(net, "relu" + block + "_" + i, "RELU", name, name, "");
        bottom = name;
      }
      String pool = "pool" + block;
      String settings = "pooling_param { pool: MAX kernel_size: 2 stride: 2 }";
      layer(net, pool, "POOLING", bottom, pool, settings);
      bottom = pool;
    }
    for (int fc = 6; fc <= 8; fc++) {
      String settings = "inner_product_param { num_output: " + (fc == 8 ? 1000 : 4096) + " }";
      layer(net, "fc" + fc, "INNER_PRODUCT", bottom, "fc" + fc, settings);
      bottom = "fc" + fc;
      if (fc < 8) {
        layer(net, "relu" + fc, "RELU", bottom, bottom, "");
        layer(net, "drop" + fc, "DROPOUT", bottom, bottom, "dropout_param { dropout_ratio: 0.5 }");
      }
    }
    layer(net, "prob", "SOFTMAX", bottom, "prob", "");
    return net.toString();
  }

  private static void layer(
      StringBuilder net, String name, String type, String bottom, String top, String settings) {
    net.append(
        "layers { bottom: '%s' top: '%s' name: '%s' type: %s %s }\n"
            .formatted(bottom, top, name, type, settings));
  }

  @Test
  void upgradesToTheCurrentForm() {
    NetParameter net = NetUpgraderTest.upgrade(vgg16()).net();
    assertEquals(0, net.getLayersCount());
    // The input, 13 convolutions and 3 fully connected, 15 ReLU, 5 pooling, 2 dropout, 1 softmax.
    assertEquals(1 + 13 + 3 + 15 + 5 + 2 + 1, net.getLayerCount());
    assertEquals("Input", net.getLayer(0).getType());
    assertEquals(224, net.getLayer(0).getInputParam().getShape(0).getDim(2));
    assertEquals(13, count(net, "Convolution"));
    assertEquals(15, count(net, "ReLU"));
    assertEquals(parameters(net), 138_357_544L);
  }

  private static long count(NetParameter net, String type) {
    return net.getLayerList().stream().filter(layer -> layer.getType().equals(type)).count();
  }

  /** Weights and biases of the upgraded layers, which for VGG-16 are known to be 138,357,544. */
  private static long parameters(NetParameter net) {
    long all = 0;
    long inputs = 3;
    for (LayerParameter layer : net.getLayerList()) {
      if (layer.hasConvolutionParam()) {
        long outputs = layer.getConvolutionParam().getNumOutput();
        int kernel = layer.getConvolutionParam().getKernelSize(0);
        all += outputs * (inputs * kernel * kernel + 1);
        inputs = outputs;
      } else if (layer.hasInnerProductParam()) {
        long outputs = layer.getInnerProductParam().getNumOutput();
        // Five poolings leave 7 x 7 of 224 x 224.
        long features = layer.getName().equals("fc6") ? inputs * 7 * 7 : inputs;
        all += outputs * (features + 1);
        inputs = outputs;
      }
    }
    return all;
  }
}
