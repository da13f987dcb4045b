package org.dyvedeep.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerShapeTest {
  @Test
  void alexNetHasItsKnownMultiplyAccumulates() {
    double flops = LayerShape.ofNet("alexnet").stream().mapToDouble(LayerShape::flops).sum();
    // 724 million multiply-accumulates, as published for the version with two groups.
    assertEquals(724e6, flops / 2, 1e6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg16", "overfeat", "squeezenet", "cifar10", "pooling", "lrn"})
  void everyFileIsRead(String net) {
    for (LayerShape shape : LayerShape.ofNet(net)) {
      assertEquals(shape, LayerShape.named(net + ":" + shape.name()));
      assertEquals(shape.outputs(), shape.convolution().out().channels());
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> LayerShape.ofNet("lenet0"));
    assertThrows(IllegalArgumentException.class, () -> LayerShape.named("alexnet:conv9"));
  }
}
