package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dyvedeep.caffe.Inspection;
import org.dyvedeep.caffe.LayerReport;
import org.dyvedeep.engine.tensor.Shape;
import org.dyvedeep.tools.model.ModelLoader;
import org.dyvedeep.tools.model.WeightsUsed;
import org.dyvedeep.tools.report.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a model file holds and what importing it changed or could not read. */
@Command(
    name = "info",
    description = "Shows layers, shapes, operations and parameters, and what import changed.")
final class InfoVerb extends Verb {
  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "shapes10",
      paramLabel = "MODEL",
      description = "A built-in name or the path of a prototxt.")
  private String model;

  @Mixin private ImportOption importOption;

  /** An input and its shape. */
  record Input(String name, List<Integer> shape) {}

  /** One layer of the file. */
  record Layer(
      String name,
      String type,
      List<String> bottoms,
      List<String> tops,
      List<Integer> outputShape,
      long macs,
      long parameters) {}

  /** A layer that cannot be run. */
  record Unsupported(String layer, String type, String reason) {}

  /** What the file holds. */
  record InfoReport(
      String model,
      WeightsUsed weights,
      List<Input> inputs,
      List<Layer> layers,
      long totalMacs,
      long totalParameters,
      List<String> warnings,
      List<Unsupported> unsupported,
      List<String> changes)
      implements Report {
    @Override
    public String text() {
      TextTable table =
          new TextTable("layer", "type", "bottoms", "tops", "output", "MACs", "parameters");
      for (Layer layer : layers) {
        table.row(
            layer.name(),
            layer.type(),
            String.join(" ", layer.bottoms()),
            String.join(" ", layer.tops()),
            layer.outputShape().stream().map(String::valueOf).collect(Collectors.joining("x")),
            grouped(layer.macs()),
            grouped(layer.parameters()));
      }
      StringBuilder text = new StringBuilder(model + ", weights: " + weights.describe() + "\n\n");
      text.append(table).append('\n');
      text.append("multiply-accumulates of convolutions and inner products: ");
      text.append(grouped(totalMacs)).append("\nparameters: ").append(grouped(totalParameters));
      section(text, "Import changed", changes);
      section(text, "Warnings", warnings);
      section(
          text,
          "Unsupported",
          unsupported.stream().map(u -> u.layer() + " (" + u.type() + "): " + u.reason()).toList());
      return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
      if (!lines.isEmpty()) {
        text.append("\n\n").append(title).append(':');
        lines.forEach(line -> text.append("\n  ").append(line));
      }
    }

    private static String grouped(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }
  }

  @Override
  Report execute() throws IOException {
    ModelLoader.Inspected inspected =
        ModelLoader.standard().inspect(importOption.request(model, 1));
    Inspection inspection = inspected.inspection();
    return new InfoReport(
        model,
        inspected.weights(),
        inspection.inputs().stream().map(v -> new Input(v.name(), dims(v.shape()))).toList(),
        inspection.layers().stream().map(InfoVerb::layer).toList(),
        inspection.layers().stream().mapToLong(LayerReport::macs).sum(),
        inspection.layers().stream().mapToLong(LayerReport::parameters).sum(),
        inspection.warnings().stream().map(Object::toString).toList(),
        inspection.unsupported().stream()
            .map(u -> new Unsupported(u.layer(), u.type(), u.reason()))
            .toList(),
        inspection.changes().stream().map(Object::toString).toList());
  }

  private static Layer layer(LayerReport layer) {
    List<Integer> shape =
        layer.outputShapes().isEmpty() ? List.of() : dims(layer.outputShapes().get(0));
    return new Layer(
        layer.name(),
        layer.type(),
        layer.bottoms(),
        layer.tops(),
        shape,
        layer.macs(),
        layer.parameters());
  }

  private static List<Integer> dims(Shape shape) {
    return java.util.Arrays.stream(shape.dims()).boxed().toList();
  }
}
