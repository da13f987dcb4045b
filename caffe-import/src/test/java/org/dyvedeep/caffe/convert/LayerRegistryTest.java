package org.dyvedeep.caffe.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dyvedeep.caffe.convert.layer.ReluConverter;
import org.junit.jupiter.api.Test;

/** Which converter has a type. */
class LayerRegistryTest {
  /** A converter from elsewhere. */
  private record Other(String type) implements LayerConverter {
    @Override
    public void convert(LayerContext layer) {}
  }

  @Test
  void converterFromElsewhereReplacesTheBuiltInOne() {
    Other other = new Other("ReLU");
    for (List<LayerConverter> order :
        List.of(
            List.<LayerConverter>of(other, new ReluConverter()),
            List.<LayerConverter>of(new ReluConverter(), other))) {
      assertSame(other, LayerRegistry.of(order).find("ReLU").orElseThrow());
    }
  }

  @Test
  void twoConvertersFromElsewhereAreOneTooMany() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> LayerRegistry.of(List.of(new Other("A"), new Other("A"))));
    assertTrue(e.getMessage().contains("type A"));
  }

  @Test
  void unknownTypesHaveNone() {
    assertEquals(List.of(), LayerRegistry.load().find("NoSuchType").stream().toList());
  }
}
