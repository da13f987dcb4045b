package org.dyvedeep.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dyvedeep.engine.tensor.Shape;
import org.junit.jupiter.api.Test;

/** What is told of each layer. */
class LayerReportTest {
  @Test
  void layersAreToldInTheOrderOfTheFile() {
    String text =
        Nets.input("data", 1, 2, 3, 3)
            + Nets.layer(
                "Convolution", "data", "conv", "convolution_param { num_output: 3 kernel_size: 2 }")
            + Nets.layer("ReLU", "conv", "conv", "name: \"relu\"")
            + Nets.layer("Slice", "conv", "left,right", "slice_param { slice_point: 1 }")
            + Nets.layer("Silence", "right", "", "name: \"hush\"");
    Shape conv = Shape.of(1, 3, 2, 2);
    assertEquals(
        List.of(
            new LayerReport(
                "data", "Input", List.of(), List.of("data"), List.of(Shape.of(1, 2, 3, 3)), 0, 0),
            new LayerReport(
                "conv", "Convolution", List.of("data"), List.of("conv"), List.of(conv), 96, 27),
            new LayerReport("relu", "ReLU", List.of("conv"), List.of("conv"), List.of(conv), 0, 0),
            new LayerReport(
                "left",
                "Slice",
                List.of("conv"),
                List.of("left", "right"),
                List.of(Shape.of(1, 1, 2, 2), Shape.of(1, 2, 2, 2)),
                0,
                0),
            new LayerReport("hush", "Silence", List.of("right"), List.of(), List.of(), 0, 0)),
        Nets.load(text).layers());
  }

  @Test
  void unknownFieldsAreWarnedOfWithTheirPlace() {
    ImportWarning warning =
        Nets.load(Nets.input("data", 1, 2) + Nets.layer("ReLU", "data", "a", "\n  relu_parm { }"))
            .warnings()
            .get(0);
    assertEquals(ImportWarning.Kind.UNKNOWN_FIELD, warning.kind());
    assertEquals(3, warning.line());
    assertEquals(3, warning.column());
  }
}
