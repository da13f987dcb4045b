package org.dyvedeep.tools.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dyvedeep.engine.run.ModelOptions;
import org.dyvedeep.tools.contest.ContestSettings;
import org.dyvedeep.tools.contest.Entries;
import org.dyvedeep.tools.contest.Peer;
import picocli.CommandLine.Option;

/** Options that say against whom a model is timed. */
final class AgainstOption {
  @Option(
      names = "--against",
      split = ",",
      paramLabel = "NAME",
      description =
          "Time beside others, each in a process of its own: caffe, opencv, onnxruntime (fetched"
              + " on first use), tuned-dynamic (an effort plan on fast kernels) or a back end. The"
              + " back end of --backend always takes part.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--rounds",
      defaultValue = "8",
      description = "Rounds of --against; each contestant has a turn in each.")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "0.5",
      description = "Length of a turn with --against; it has at least one run.")
  private double seconds;

  boolean given() {
    return !names.isEmpty();
  }

  int rounds() {
    return RunOptions.positive("--rounds", rounds);
  }

  double seconds() {
    return seconds;
  }

  /** How contestants are timed, as the options say. */
  ContestSettings settings(int warmUpRuns) {
    return settings(warmUpRuns, seconds);
  }

  static ContestSettings settings(int warmUpRuns, double seconds) {
    if (!(seconds > 0 && seconds <= 3600)) {
      throw new UsageException("--seconds must be above 0 and at most 3600, got " + seconds);
    }
    return ContestSettings.of(warmUpRuns, Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** Who is timed: those named, the engine's default back end, and those of {@code --backend}. */
  List<String> contestants(List<String> backends) {
    Set<String> all = new LinkedHashSet<>(names);
    all.add(BackendOption.DEFAULT);
    all.addAll(backends);
    all.forEach(AgainstOption::requireKnown);
    return List.copyOf(all);
  }

  private static void requireKnown(String name) {
    if (name.equals(Entries.CAFFE) || name.equals(Entries.TUNED) || Peer.of(name).isPresent()) {
      return;
    }
    try {
      ModelOptions.defaults().backend(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--against: \"%s\" is none of caffe, opencv, onnxruntime and tuned-dynamic, and %s"
              .formatted(name, e.getMessage()));
    }
  }
}
