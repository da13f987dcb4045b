package org.dyvedeep.tools.reproduce;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dyvedeep.tools.contest.Ratio;

/**
 * Times of a run side by side.
 *
 * @param input what was run
 * @param times median milliseconds by contestant
 * @param dynamic the contestant whose speed-ups are told: {@link #TUNED}, else {@link #EXACT}; null
 *     if neither was timed
 * @param speedUps of that contestant
 * @param ratios how many times as fast as another each contestant is: by contestant, then by other
 */
public record Speed(
    String input,
    Map<String, Double> times,
    String dynamic,
    SpeedUps speedUps,
    Map<String, Map<String, Ratio>> ratios) {
  /** The network with its effort plan. */
  public static final String TUNED = "tuned-dynamic";

  /** The back end that skips zero inputs, and nothing else. */
  public static final String EXACT = "exact-dynamic";

  /** This engine without any skipping. */
  public static final String DENSE = "direct";

  /** Native Caffe. */
  public static final String CAFFE = "caffe";

  private static final List<String> PEERS = List.of(CAFFE, "opencv", "onnxruntime");

  /** Nothing was timed. */
  public static final Speed NONE = of(null, Map.of(), Map.of());

  /**
   * How many times as fast as another the dynamic contestant is; null where one of the two is
   * missing.
   *
   * @param vsDense as this engine's own dense back end
   * @param vsBestPeer as the fastest of native Caffe, OpenCV DNN and ONNX Runtime
   */
  public record SpeedUps(Double vsCaffe, Double vsMirror, Double vsDense, Double vsBestPeer) {}

  /** The figures that follow from a contest's. */
  public static Speed of(
      String input, Map<String, Double> times, Map<String, Map<String, Ratio>> ratios) {
    String dynamic =
        List.of(TUNED, EXACT).stream().filter(times::containsKey).findFirst().orElse(null);
    SpeedUps speedUps =
        new SpeedUps(
            over(ratios, dynamic, CAFFE),
            over(ratios, dynamic, "caffe-mirror"),
            over(ratios, dynamic, DENSE),
            over(ratios, dynamic, bestPeer(times)));
    return new Speed(input, times, dynamic, speedUps, ratios);
  }

  private static String bestPeer(Map<String, Double> times) {
    return PEERS.stream()
        .filter(times::containsKey)
        .min(Comparator.comparing(peer -> Objects.requireNonNull(times.get(peer))))
        .orElse(null);
  }

  private static Double over(
      Map<String, Map<String, Ratio>> ratios, String contestant, String other) {
    if (contestant == null || other == null || !ratios.containsKey(contestant)) {
      return null;
    }
    Ratio ratio = ratios.get(contestant).get(other);
    return ratio == null ? null : Double.valueOf(ratio.median());
  }

  /** How many times as fast as another a contestant is; null where one of the two is missing. */
  Double over(String contestant, String other) {
    return over(ratios, contestant, other);
  }
}
