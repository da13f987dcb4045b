package org.dyvedeep.knobs.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dyvedeep.engine.graph.Node;
import org.dyvedeep.engine.kernel.TerminationRule;
import org.dyvedeep.knobs.setting.LayerEffort;
import org.dyvedeep.knobs.setting.Stage;
import org.dyvedeep.knobs.setting.StagedSpet;

/** {@link StagedSpet} made ready for fast kernels, as it is for the operators that define it. */
public final class TerminationRules {
  private TerminationRules() {}

  /**
   * Sorts the products of a convolution.
   *
   * @return empty if all checks would come after the last product
   * @throws org.dyvedeep.knobs.setting.InvalidSettingException if the knob does not fit the layer
   */
  public static Optional<TerminationRule> of(Node node, StagedSpet spet) {
    LayerRules.require(node, LayerEffort.none().with(spet));
    LayerShape shape = LayerShape.of(node).orElseThrow();
    float[] weights = node.weights().get(0).values();
    int[][] orders = TapOrders.of(spet.order(), spet.importance(), shape, weights);
    StagedTermination checks = new StagedTermination(spet, shape, orders);
    int[] after = new int[checks.checks(0)];
    if (after.length == 0) {
      return Optional.empty();
    }
    Arrays.setAll(after, check -> checks.after(0, check));
    Rails rails = Rails.of(LayerShape.activation(node.operation())).orElseThrow();
    return Optional.of(
        new TerminationRule(
            spet.pixels(),
            orders,
            after,
            thresholds(spet, after.length, shape, Stage::below, Float.NEGATIVE_INFINITY),
            thresholds(spet, after.length, shape, Stage::above, Float.POSITIVE_INFINITY),
            rails.lower(),
            rails.upper().orElse(rails.lower())));
  }

  private static float[][] thresholds(
      StagedSpet spet,
      int checks,
      LayerShape shape,
      Function<Stage, List<Float>> given,
      float none) {
    float[][] all = new float[checks][shape.outputs()];
    for (int check = 0; check < checks; check++) {
      Thresholds thresholds = new Thresholds(given.apply(spet.stages().get(check)));
      for (int o = 0; o < shape.outputs(); o++) {
        all[check][o] = thresholds.present() ? thresholds.get(o) : none;
      }
    }
    return all;
  }
}
