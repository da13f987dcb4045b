package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.Optional;
import org.dyvedeep.tools.contest.ContestInputs;
import org.dyvedeep.tools.data.LabelledImages;
import org.dyvedeep.tools.model.EffortPlans;
import org.dyvedeep.tools.model.ImagePipeline;
import org.dyvedeep.tools.model.LoadedModel;
import org.dyvedeep.tools.reproduce.Effort;

/**
 * A network that stands for a benchmark, with its plans.
 *
 * @param run what was chosen
 * @param loaded the network
 * @param tuned the plan that decides neuron by neuron; empty if there is none
 * @param fast the plan for fast kernels: one for blocks, else {@code tuned}
 * @param counted {@code tuned}, else exact zero-input skipping alone
 */
record PreparedBenchmark(
    BenchmarkChoice.Run run,
    LoadedModel loaded,
    Optional<EffortPlans.Named> tuned,
    Optional<EffortPlans.Named> fast,
    EffortPlans.Named counted) {
  private static final int TIMED_IMAGES = 10;

  /** Accuracy on fast kernels takes no longer than so many images, or than those counted. */
  private static final int FAST_IMAGES = 1000;

  Effort.Plan countedPlan() throws IOException {
    return Effort.Plan.of(counted.origin(), counted.plan(), tuned.isPresent());
  }

  /** The pictures that operations are counted on. */
  LabelledImages images(Integer limit) {
    return run.data().images().limit(limit == null ? run.variant().images() : limit);
  }

  /** Those that fast kernels run. */
  LabelledImages fastImages(Integer limit) {
    int own = Math.max(FAST_IMAGES, run.variant().images());
    return run.data().images().limit(limit == null ? own : limit);
  }

  /** Those that variants of the plan run; none for big networks. */
  LabelledImages viewImages(Integer limit) {
    boolean none = run.variant().viewImages() == 0;
    return run.data().images().sample(none || limit == null ? run.variant().viewImages() : limit);
  }

  /** What is timed. */
  ContestInputs inputs(long seed) throws IOException {
    return ContestInputs.pictures(
        loaded,
        ImagePipeline.of(loaded, Optional.empty()),
        run.data().images(),
        run.data().name(),
        Math.min(TIMED_IMAGES, run.variant().images()),
        seed);
  }
}
