package org.dyvedeep.tools.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
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
 * @param budgets plans that were tuned for other losses, by loss in percentage points
 */
record PreparedBenchmark(
    BenchmarkChoice.Run run,
    LoadedModel loaded,
    Optional<EffortPlans.Named> tuned,
    Optional<EffortPlans.Named> fast,
    EffortPlans.Named counted,
    SortedMap<Double, EffortPlans.Named> budgets) {
  private static final int TIMED_IMAGES = 10;

  /** One image in so many is enough to count operations, but no fewer than the next number. */
  private static final int EXECUTED_PART = 10;

  private static final int LEAST_EXECUTED = 100;

  /** Accuracy on fast kernels takes no longer than so many images, or than those counted. */
  private static final int FAST_IMAGES = 1000;

  Effort.Plan countedPlan() throws IOException {
    return Effort.Plan.of(counted.origin(), counted.plan(), tuned.isPresent());
  }

  /** The pictures that operations are counted on. */
  LabelledImages images(Integer limit) {
    return some(limit == null ? run.variant().images() : limit);
  }

  /** Those that the operations of what is executed are counted on, which tell no loss. */
  LabelledImages executedImages(Integer limit) {
    int all = run.variant().images();
    int enough = Math.max(Math.min(all, LEAST_EXECUTED), all / EXECUTED_PART);
    return some(limit == null ? enough : limit);
  }

  /** Those that fast kernels run. */
  LabelledImages fastImages(Integer limit) {
    int own = Math.max(FAST_IMAGES, run.variant().images());
    return some(limit == null ? own : limit);
  }

  /** The first images; where those would be of few classes, images of all of them. */
  private LabelledImages some(int count) {
    LabelledImages all = run.data().images();
    return all.sortedByClass() ? all.sample(count) : all.limit(count);
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
