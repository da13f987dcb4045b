package org.dyvedeep.tools.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dyvedeep.engine.plan.StepInfo;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.report.TextTable;

/** Where a run's time goes, layer by layer. */
final class LayerTimes {
  private LayerTimes() {}

  /**
   * One layer's median time.
   *
   * @param name the layer
   * @param type its type in the model file
   * @param ms milliseconds a run
   * @param operator what ran it
   * @param gflops two operations a multiply-accumulate, by the time; null without any
   */
  record Layer(String name, String type, double ms, String operator, Double gflops) {}

  /** Times each layer in a pass of its own. */
  static List<Layer> measure(Runner runner, int iterations) {
    double[][] millis = new double[runner.model().steps().size()][iterations];
    for (int i = 0; i < iterations; i++) {
      int run = i;
      int[] step = {0};
      runner.run((info, nanos) -> millis[step[0]++][run] = nanos / 1e6);
    }
    // Afterwards, since operators say what they decided.
    List<StepInfo> steps = runner.steps();
    List<Layer> layers = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      StepInfo info = steps.get(s);
      double ms = Quantiles.of(millis[s]).median();
      Double gflops = info.macs() == 0 ? null : 2e-6 * info.macs() / ms;
      layers.add(new Layer(info.layer(), info.kind(), ms, info.operator(), gflops));
    }
    return layers;
  }

  /** The layers, and their sums by type. */
  static String table(List<Layer> layers) {
    double total = layers.stream().mapToDouble(Layer::ms).sum();
    TextTable table = new TextTable("layer", "type", "ms", "share", "GFLOP/s", "operator");
    Map<String, Double> byType = new LinkedHashMap<>();
    for (Layer layer : layers) {
      byType.merge(layer.type(), layer.ms(), Double::sum);
      table.row(
          layer.name(),
          layer.type(),
          format("%.3f", layer.ms()),
          format("%.1f%%", 100 * layer.ms() / total),
          layer.gflops() == null ? "" : format("%.1f", layer.gflops()),
          layer.operator());
    }
    TextTable sums = new TextTable("type", "ms", "share");
    byType.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(
            e ->
                sums.row(
                    e.getKey(),
                    format("%.3f", e.getValue()),
                    format("%.1f%%", 100 * e.getValue() / total)));
    return table + "\n" + sums;
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
