package org.dyvedeep.tools.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dyvedeep.knobs.count.LayerCounts;
import org.dyvedeep.tools.report.Hit;
import org.dyvedeep.tools.report.PairedAccuracy;
import org.dyvedeep.tools.report.Quantiles;
import org.dyvedeep.tools.reproduce.ByImage;

/** What came of images that went through a dense and a dynamic network, summed up. */
final class EffortTotals {
  private final PairedAccuracy accuracy = new PairedAccuracy();
  private final Map<String, LayerCounts> layers = new LinkedHashMap<>();
  private final List<ByImage.Image> efforts = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final List<Double> denseMillis = new ArrayList<>();
  private final List<Double> millis = new ArrayList<>();

  /**
   * One image.
   *
   * @param name what the data set calls it
   * @param label its class
   * @param dense whether the dense network was right; null for an image that could not be run
   * @param dynamic the same of the dynamic network
   * @param denseMs of its run in the dense network
   * @param ms of its run in the dynamic network
   * @param layers operations by layer, in the order of the network; none where fast kernels ran
   * @param unreadable why it could not be run; null if it could
   */
  record Line(
      String name,
      int label,
      Hit dense,
      Hit dynamic,
      double denseMs,
      double ms,
      Map<String, LayerCounts> layers,
      String unreadable)
      implements EvalJournal.Line {
    static Line leftOut(String name, String why) {
      return new Line(name, 0, null, null, 0, 0, Map.of(), why);
    }
  }

  /** Counts an image, run now or before. */
  void add(Line line) {
    if (line.unreadable != null) {
      unreadable.add(line.unreadable);
      return;
    }
    accuracy.add(line.dense, line.dynamic);
    denseMillis.add(line.denseMs);
    millis.add(line.ms);
    line.layers.forEach((layer, counts) -> layers.merge(layer, counts, LayerCounts::plus));
    LayerCounts total = sum(line.layers);
    if (total.dense() > 0) {
      double percent = 100.0 * (total.spent() + total.totalOverhead()) / total.dense();
      efforts.add(new ByImage.Image(line.name, line.label, percent));
    }
  }

  private static LayerCounts sum(Map<String, LayerCounts> counts) {
    return counts.values().stream().reduce(LayerCounts.NONE, LayerCounts::plus);
  }

  /** Images seen, those that could not be read among them. */
  long seen() {
    return accuracy.dense().images() + unreadable.size();
  }

  PairedAccuracy accuracy() {
    return accuracy;
  }

  /** Operations by layer, in the order of the network. */
  Map<String, LayerCounts> layers() {
    return layers;
  }

  /** Operations of all layers. */
  LayerCounts operations() {
    return sum(layers);
  }

  /** What each image took, in no order; nothing where fast kernels ran, which do not count. */
  List<ByImage.Image> efforts() {
    return efforts;
  }

  /** Images that were left out, and why. */
  List<String> unreadable() {
    return unreadable;
  }

  /** Milliseconds an image took in the dynamic network. */
  Quantiles millis() {
    return quantiles(millis);
  }

  /** Milliseconds an image took in the dense network. */
  Quantiles denseMillis() {
    return quantiles(denseMillis);
  }

  /**
   * How many times as fast as the dense network the dynamic one is: the ratio of each image's two
   * runs, which follow each other, and of these the median. A contest does the same with rounds.
   */
  double timesAsFastAsDense() {
    double[] ratios = new double[millis.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = denseMillis.get(i) / millis.get(i);
    }
    return Quantiles.of(ratios).median();
  }

  private static Quantiles quantiles(List<Double> times) {
    return Quantiles.of(times.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
