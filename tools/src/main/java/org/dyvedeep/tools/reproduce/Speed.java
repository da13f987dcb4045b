package org.dyvedeep.tools.reproduce;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Times of a run side by side.
 *
 * @param times median milliseconds by contestant
 * @param speedUps of the dynamic back end
 */
public record Speed(Map<String, Double> times, SpeedUps speedUps) {
  /** Nothing was timed. */
  public static final Speed NONE = new Speed(Map.of(), new SpeedUps(null, null, null, null));

  /** The back end whose speed-ups are told. */
  public static final String DYNAMIC = "exact-dynamic";

  private static final List<String> PEERS = List.of("caffe", "opencv", "onnxruntime");

  /**
   * Another's median time over the dynamic back end's; null where one of the two is missing.
   *
   * @param vsDense over this engine's own dense back end
   * @param vsBestPeer over the fastest of native Caffe, OpenCV DNN and ONNX Runtime
   */
  public record SpeedUps(Double vsCaffe, Double vsMirror, Double vsDense, Double vsBestPeer) {}

  /** The figures that follow from median times. */
  public static Speed of(Map<String, Double> times) {
    OptionalDouble best =
        PEERS.stream()
            .map(times::get)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .min();
    return new Speed(
        times,
        new SpeedUps(
            over(times, times.get("caffe")),
            over(times, times.get("caffe-mirror")),
            over(times, times.get("direct")),
            over(times, best.isPresent() ? best.getAsDouble() : null)));
  }

  private static Double over(Map<String, Double> times, Double other) {
    Double own = times.get(DYNAMIC);
    return own == null || other == null ? null : Double.valueOf(other / own);
  }
}
