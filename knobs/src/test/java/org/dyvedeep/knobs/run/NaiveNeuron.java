package org.dyvedeep.knobs.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dyvedeep.knobs.count.Overhead;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.SignedSpet;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;

/** One neuron by brute force: product by product, with a look at the settings before each. */
final class NaiveNeuron {
  final int o;
  final int y;
  final int x;
  private final NaiveLayer layer;
  private final List<Boolean> flat = new ArrayList<>();
  private final List<Double> means = new ArrayList<>();
  private final List<Float> inputs = new ArrayList<>();
  private double total;
  private Float rail;
  private Float prediction;

  NaiveNeuron(NaiveLayer layer, int o, int y, int x) {
    this.layer = layer;
    this.o = o;
    this.y = y;
    this.x = x;
  }

  void addWindow(boolean isFlat, double mean) {
    flat.add(isFlat);
    means.add(mean);
  }

  void addInput(float value) {
    inputs.add(value);
  }

  float sum() {
    return (float) (total + layer.bias(o));
  }

  float value() {
    return rail != null ? rail : layer.activate(sum());
  }

  private int position() {
    return y * layer.width + x;
  }

  private float weight(int product) {
    int inWindow = product % layer.window();
    return layer.weight(
        o, product / layer.window(), inWindow / layer.kernelWidth, inWindow % layer.kernelWidth);
  }

  /** Computes neurons of one output that decide together. */
  static void compute(
      List<NaiveNeuron> group, NaiveLayer layer, LayerEffort effort, NaiveCounts counts) {
    NaiveNeuron first = group.get(0);
    List<Integer> order = first.order(effort);
    group.forEach(neuron -> neuron.takeMeans(effort, counts));
    boolean stopped = false;
    for (int j = 0; j < order.size(); j++) {
      for (Check check : first.checks(effort, order)) {
        stopped = stopped || (check.after == j && stops(group, check, counts));
      }
      for (NaiveNeuron neuron : group) {
        neuron.take(order.get(j), stopped, effort, counts);
      }
    }
  }

  private static boolean stops(List<NaiveNeuron> group, Check check, NaiveCounts counts) {
    boolean all = true;
    for (NaiveNeuron neuron : group) {
      neuron.prediction = neuron.predict(check, counts);
      all &= neuron.prediction != null;
    }
    for (NaiveNeuron neuron : group) {
      neuron.rail = all ? neuron.prediction : null;
    }
    return all;
  }

  private Float predict(Check check, NaiveCounts counts) {
    double sum = total + layer.bias(o);
    if (check.below != null) {
      counts.single(Overhead.SPET_CHECK, o, position(), 1);
      if (sum < check.below) {
        return layer.lowerRail();
      }
    }
    if (check.above != null) {
      counts.single(Overhead.SPET_CHECK, o, position(), 1);
      if (sum > check.above) {
        return 1f;
      }
    }
    return null;
  }

  private void takeMeans(LayerEffort effort, NaiveCounts counts) {
    for (int c = 0; c < layer.features; c++) {
      if (flat.get(c)) {
        counts.sfma += layer.window() - 1;
        double weights = 0;
        for (int k = 0; k < layer.window(); k++) {
          weights += weight(c * layer.window() + k);
        }
        if (effort.zis().isPresent() && Math.abs(means.get(c)) <= effort.zis().get().epsilon()) {
          counts.zis++;
        } else {
          counts.spend(o, position(), weights == 0);
          total += means.get(c) * weights;
        }
      }
    }
  }

  private void take(int product, boolean stopped, LayerEffort effort, NaiveCounts counts) {
    float input = inputs.get(product);
    if (flat.get(product / layer.window())) {
      return;
    }
    if (stopped) {
      counts.spet++;
    } else if (effort.zis().isPresent() && Math.abs(input) <= effort.zis().get().epsilon()) {
      counts.zis++;
    } else {
      counts.spend(o, position(), weight(product) == 0);
      total += (double) input * weight(product);
    }
  }

  private record Check(int after, Float below, Float above) {}

  private List<Check> checks(LayerEffort effort, List<Integer> order) {
    List<Check> checks = new ArrayList<>();
    if (effort.spet().isEmpty()) {
      return checks;
    }
    if (effort.spet().get() instanceof SignedSpet signed) {
      int positive = (int) order.stream().filter(product -> weight(product) > 0).count();
      for (int at = positive; at < order.size(); at += signed.every()) {
        checks.add(new Check(at, 0f, null));
      }
      return checks;
    }
    StagedSpet staged = (StagedSpet) effort.spet().get();
    for (Stage stage : staged.stages()) {
      int after =
          staged.order() == TapOrder.FEATURES
              ? layer.window() * (int) Math.ceil(stage.fraction() * layer.features)
              : (int) Math.ceil(stage.fraction() * layer.products());
      Float below = stage.below().isEmpty() ? null : NaiveEffort.one(stage.below(), o);
      Float above = stage.above().isEmpty() ? null : NaiveEffort.one(stage.above(), o);
      checks.add(new Check(after, below, above));
    }
    return checks;
  }

  private List<Integer> order(LayerEffort effort) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < layer.products(); i++) {
      order.add(i);
    }
    if (effort.spet().isEmpty()) {
      return order;
    }
    if (effort.spet().get() instanceof SignedSpet) {
      List<Integer> others = new ArrayList<>(order);
      others.removeIf(i -> weight(i) > 0);
      others.sort(Comparator.comparingDouble(i -> -Math.abs(weight(i))));
      order.removeAll(others);
      order.addAll(others);
      return order;
    }
    StagedSpet staged = (StagedSpet) effort.spet().get();
    if (staged.order() == TapOrder.TAPS) {
      order.sort(Comparator.comparingDouble(i -> -(importance(staged, i) * Math.abs(weight(i)))));
    } else if (staged.order() == TapOrder.FEATURES) {
      double[] matter = matter(staged);
      order.sort(Comparator.comparingDouble(i -> -matter[i / layer.window()]));
    }
    return order;
  }

  private float importance(StagedSpet spet, int product) {
    return spet.importance().isEmpty()
        ? 1
        : spet.importance().get(layer.feature(o, product / layer.window()));
  }

  private double[] matter(StagedSpet spet) {
    double[] matter = new double[layer.features];
    for (int c = 0; c < layer.features; c++) {
      for (int other = 0; other < layer.outputs; other++) {
        if (layer.feature(other, c) == layer.feature(o, c)) {
          NaiveNeuron row = new NaiveNeuron(layer, other, 0, 0);
          for (int k = 0; k < layer.window(); k++) {
            matter[c] += Math.abs(row.weight(c * layer.window() + k));
          }
        }
      }
      matter[c] *= importance(spet, c * layer.window());
    }
    return matter;
  }
}
