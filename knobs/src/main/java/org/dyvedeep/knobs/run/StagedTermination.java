package org.dyvedeep.knobs.run;

import java.util.List;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;
import org.dyvedeep.knobs.setting.TapOrder;

/** {@link StagedSpet} for one layer. */
final class StagedTermination implements Termination {
  private final int[][] orders;
  private final int[] after;
  private final Thresholds[] below;
  private final Thresholds[] above;
  private final int pixels;

  /**
   * Prepares the checks.
   *
   * @param orders the products of each output in the order of their summation
   */
  StagedTermination(StagedSpet spet, LayerShape shape, int[][] orders) {
    this.orders = orders;
    // After the last product there is nothing left to skip.
    List<Stage> stages =
        spet.stages().stream()
            .filter(stage -> after(stage, spet.order(), shape) < shape.products())
            .toList();
    after = stages.stream().mapToInt(stage -> after(stage, spet.order(), shape)).toArray();
    below = stages.stream().map(s -> new Thresholds(s.below())).toArray(Thresholds[]::new);
    above = stages.stream().map(s -> new Thresholds(s.above())).toArray(Thresholds[]::new);
    pixels = spet.pixels();
  }

  private static int after(Stage stage, TapOrder order, LayerShape shape) {
    return order == TapOrder.FEATURES
        ? (int) Math.ceil(stage.fraction() * shape.features()) * shape.window()
        : (int) Math.ceil(stage.fraction() * shape.products());
  }

  @Override
  public int[] order(int output) {
    return orders[output];
  }

  @Override
  public int checks(int output) {
    return after.length;
  }

  @Override
  public int after(int output, int check) {
    return after[check];
  }

  @Override
  public double below(int output, int check) {
    return below[check].present() ? below[check].get(output) : Double.NEGATIVE_INFINITY;
  }

  @Override
  public double above(int output, int check) {
    return above[check].present() ? above[check].get(output) : Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean comparesTwice(int check) {
    return below[check].present() && above[check].present();
  }

  @Override
  public int pixels() {
    return pixels;
  }
}
