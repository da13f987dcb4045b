package org.dyvedeep.tools.reproduce;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.dyvedeep.tools.model.WeightsUsed;

/**
 * What is known of one benchmark.
 *
 * @param benchmark its name in the paper
 * @param id what the command line calls it
 * @param model the network that stands for it; null if none could be run
 * @param network what that network is and what it was trained on
 * @param weights which weights
 * @param data which pictures
 * @param dataSha256 their fingerprint
 * @param images how many
 * @param paper the paper's figures
 * @param effort operations and accuracy
 * @param speed times
 * @param details what is told of a tuned plan
 * @param missing what is not there, and the command that gets it
 * @param failure why it could not be run to its end; null if it was
 * @param seconds how long it took
 */
public record Row(
    String benchmark,
    String id,
    String model,
    String network,
    WeightsUsed weights,
    String data,
    String dataSha256,
    Long images,
    Benchmark.Paper paper,
    @JsonUnwrapped Effort effort,
    @JsonUnwrapped Speed speed,
    @JsonUnwrapped Details details,
    List<String> missing,
    String failure,
    double seconds) {

  /** A benchmark that was not run. */
  public static Row notRun(Benchmark benchmark, List<String> missing, String failure) {
    return new Row(
        benchmark.title(),
        benchmark.id(),
        null,
        null,
        null,
        null,
        null,
        null,
        benchmark.paper(),
        Effort.NONE,
        Speed.NONE,
        Details.NONE,
        missing,
        failure,
        0);
  }

  /** Whether there are figures. */
  public boolean measured() {
    return effort.ops() != null;
  }

  /** Whether the weights were learned, so that accuracies mean something. */
  public boolean learned() {
    return weights != null && weights.learned();
  }

  /** The reduction with the paper's three knobs; null without a plan that has them. */
  Double paperReduction() {
    return measured() && effort.plan().tuned() ? effort.ops().reduction() : null;
  }
}
