package org.dyvedeep.tools.reproduce;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dyvedeep.tools.contest.Spread;

/**
 * Times of a run side by side.
 *
 * @param input what was run
 * @param times median milliseconds by contestant
 * @param timeSpreads the medians of rounds, by contestant
 * @param dynamic the contestant whose speed-ups are told: {@link #TUNED}, else {@link #EXACT}; null
 *     if neither was timed
 * @param speedUps of that contestant
 * @param ratios how many times as fast as another each contestant is: by contestant, then by other
 * @param absent who was not timed, and why
 */
public record Speed(
    String input,
    Map<String, Double> times,
    Map<String, Spread> timeSpreads,
    String dynamic,
    SpeedUps speedUps,
    Map<String, Map<String, Spread>> ratios,
    Map<String, String> absent) {
  /** The network with its effort plan. */
  public static final String TUNED = "tuned-dynamic";

  /** The back end that skips zero inputs, and nothing else. */
  public static final String EXACT = "exact-dynamic";

  /** This engine without any skipping. */
  public static final String DENSE = "direct";

  /** The back end that makes Caffe's calls of BLAS. */
  public static final String MIRROR = "caffe-mirror";

  /** Native Caffe. */
  public static final String CAFFE = "caffe";

  private static final List<String> PEERS = List.of(CAFFE, "opencv", "onnxruntime");

  /** Nothing was timed. */
  public static final Speed NONE = of(null, List.of(), Map.of());

  /**
   * A contestant's times.
   *
   * @param medianMs of all runs
   * @param roundMs the medians of rounds
   * @param timesAsFastAs each other contestant
   */
  public record Timed(
      String name, double medianMs, Spread roundMs, Map<String, Spread> timesAsFastAs) {}

  /**
   * How many times as fast as another the dynamic contestant is; null where one of the two is
   * missing.
   *
   * @param vsDense as this engine's own dense back end
   * @param vsBestPeer as the fastest of native Caffe, OpenCV DNN and ONNX Runtime
   */
  public record SpeedUps(Double vsCaffe, Double vsMirror, Double vsDense, Double vsBestPeer) {}

  /** The figures that follow from a contest's. */
  public static Speed of(String input, List<Timed> contestants, Map<String, String> absent) {
    Map<String, Double> times = new LinkedHashMap<>();
    Map<String, Spread> spreads = new LinkedHashMap<>();
    Map<String, Map<String, Spread>> ratios = new LinkedHashMap<>();
    for (Timed contestant : contestants) {
      times.put(contestant.name(), contestant.medianMs());
      spreads.put(contestant.name(), contestant.roundMs());
      ratios.put(contestant.name(), contestant.timesAsFastAs());
    }
    String dynamic =
        List.of(TUNED, EXACT).stream().filter(times::containsKey).findFirst().orElse(null);
    SpeedUps speedUps =
        new SpeedUps(
            over(ratios, dynamic, CAFFE),
            over(ratios, dynamic, MIRROR),
            over(ratios, dynamic, DENSE),
            over(ratios, dynamic, bestPeer(times)));
    return new Speed(input, times, spreads, dynamic, speedUps, ratios, absent);
  }

  private static String bestPeer(Map<String, Double> times) {
    return PEERS.stream()
        .filter(times::containsKey)
        .min(Comparator.comparing(peer -> Objects.requireNonNull(times.get(peer))))
        .orElse(null);
  }

  private static Double over(
      Map<String, Map<String, Spread>> ratios, String contestant, String other) {
    if (contestant == null || other == null || !ratios.containsKey(contestant)) {
      return null;
    }
    Spread ratio = ratios.get(contestant).get(other);
    return ratio == null ? null : Double.valueOf(ratio.median());
  }

  /** How many times as fast as another a contestant is; null where one of the two is missing. */
  Double over(String contestant, String other) {
    return over(ratios, contestant, other);
  }
}
