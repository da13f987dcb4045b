package org.dyvedeep.caffe.filter;

import java.util.List;
import java.util.Objects;
import org.dyvedeep.caffe.proto.NetState;
import org.dyvedeep.caffe.proto.Phase;

/**
 * The state a network is built for, as given on Caffe's command line.
 *
 * @param phase TRAIN or TEST
 * @param level compared with min_level and max_level
 * @param stages the stages that are on, besides those that the file's own {@code state} names
 */
public record StateOptions(Phase phase, int level, List<String> stages) {

  /** Takes an unmodifiable copy of the stages. */
  public StateOptions {
    Objects.requireNonNull(phase, "phase");
    stages = List.copyOf(stages);
  }

  /** Phase TEST, level 0, no stages. */
  public static StateOptions defaults() {
    return new StateOptions(Phase.TEST, 0, List.of());
  }

  /**
   * The file's own state with these options over it: phase and level replaced, stages added, as
   * Caffe does.
   */
  NetState over(NetState own) {
    return own.toBuilder().setPhase(phase).setLevel(level).addAllStage(stages).build();
  }
}
